"""The scoring room: a long list, and a thousand jurors who save in the last minute on two web workers."""
