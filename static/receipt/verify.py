"""Check a submitted version against its receipt, with Python 3 alone and without the platform that made them.

python3 verify.py version.json "3f1c… 9ab0" [folder]: the text of the version as it was downloaded, the SHA-256 that
stands on the receipt, and a folder with the files of the version, under whatever names they have there.
"""

import hashlib, json, pathlib, sys  # noqa: E401, I001 - one line, so that the whole is read at one glance

sys.stdout.reconfigure(errors="replace")  # file names may have letters that a console has not
text, told = pathlib.Path(sys.argv[1]).read_bytes(), "".join(sys.argv[2].split()).lower()
good = hashlib.sha256(text).hexdigest() == told
print(hashlib.sha256(text).hexdigest(), "is what the receipt says." if good else "is NOT what the receipt says!")
if good and len(sys.argv) > 3:
    form, folder = json.loads(text), [each for each in pathlib.Path(sys.argv[3]).rglob("*") if each.is_file()]
    there = {hashlib.sha256(each.read_bytes()).hexdigest() for each in folder}
    asked = [each for section in form["sections"] for each in section["questions"]]
    for file in [*form["attachments"], *(file for each in asked for file in each.get("files", []))]:
        good &= file["sha256"] in there
        print("The same:" if file["sha256"] in there else "MISSING OR CHANGED:", file["name"])
sys.exit(0 if good else 1)
