"""The last minute before a deadline: two hundred people save and submit on two web workers, and nothing may be lost."""
