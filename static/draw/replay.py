"""Draw again what a competition has drawn by lot, with Python 3 alone and without the platform that drew it.

python3 replay.py draw.json: the file that the page of drawings offers, with seed, inputs and result.
"""

import hashlib, json, pathlib, sys  # noqa: E401, I001 - one line, so that the whole is read at one glance


def in_order(seed, kind, ids):
    return sorted(set(ids), key=lambda each: hashlib.sha256(f"{seed}:{kind}:{each}".encode()).hexdigest())


def panels(seed, inputs):
    count, drawn = inputs["panels"], in_order(seed, "entry", inputs["entries"])
    seats = [in_order(seed, "juror", inputs["jurors"])[number::count] for number in range(count)]
    pairs = {tuple(pair) for pair in inputs["conflicts"]}
    met = {each: [sum((juror, each) in pairs for juror in seat) for seat in seats] for each in drawn}
    at, sizes, (few, more) = {}, [0] * count, divmod(len(drawn), count)
    for each in sorted(drawn, key=lambda entry: met[entry].count(0)):
        full = sum(size > few for size in sizes)
        room = [p for p in range(count) if sizes[p] < few or (sizes[p] == few and full < more)]
        at[each] = min(room, key=lambda p: (met[each][p], sizes[p], p))
        sizes[at[each]] += 1
    exchanged = True
    while exchanged:
        exchanged = False
        for one in drawn:
            for other in drawn if met[one][at[one]] else ():
                here, there = at[one], at[other]
                if met[one][there] + met[other][here] < met[one][here] + met[other][there] and here != there:
                    at[one], at[other], exchanged = there, here, True
                    break
    return [
        {"number": p + 1, "jurors": seats[p], "entries": [each for each in drawn if at[each] == p]}
        for p in range(count)
    ]  # fmt: skip


draw = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
seed, inputs = draw["seed"], draw["inputs"]
if draw["purpose"] == "panels":
    again = {"panels": panels(seed, inputs)}
else:
    again = {"order": in_order(seed, "entry", inputs["entries"])}
print(json.dumps(again))
print("The same result." if again == draw["result"] else "ANOTHER RESULT than the one that was published!")
sys.exit(0 if again == draw["result"] else 1)
