/* Two texts, word by word: what stands in both, what only in the one, what only in the other. */
"use strict";

const MOST = 4_000_000; // cells of the table; beyond it the texts are shown whole

const pieces = (text) => text.match(/\S+\s*|\s+/g) ?? []; // a word with the blanks after it

export function differences(before, after) {
  const [one, other] = [pieces(before), pieces(after)];
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < one.length - start && end < other.length - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const middle = compared(one.slice(start, one.length - end), other.slice(start, other.length - end));
  return [["both", one.slice(0, start).join("")], ...middle, ["both", one.slice(one.length - end).join("")]].filter(([, text]) => text);
}

function compared(one, other) {
  if (one.length * other.length > MOST) return [["before", one.join("")], ["after", other.join("")]];
  const common = Array.from({ length: one.length + 1 }, () => new Uint16Array(other.length + 1));
  for (let row = one.length - 1; row >= 0; row -= 1) {
    for (let column = other.length - 1; column >= 0; column -= 1) {
      const same = one[row] === other[column];
      common[row][column] = same ? common[row + 1][column + 1] + 1 : Math.max(common[row + 1][column], common[row][column + 1]);
    }
  }
  return walked(one, other, common);
}

/* What was taken out between two common words stands together, and then what was put in. */
function walked(one, other, common) {
  const found = [];
  let [row, column, gone, fresh] = [0, 0, "", ""];
  const settle = () => {
    found.push(["before", gone], ["after", fresh]);
    [gone, fresh] = ["", ""];
  };
  while (row < one.length || column < other.length) {
    if (row < one.length && column < other.length && one[row] === other[column]) {
      settle();
      found.push(["both", one[row]]);
      [row, column] = [row + 1, column + 1];
    } else if (column >= other.length || (row < one.length && common[row + 1][column] >= common[row][column + 1])) {
      gone += one[row];
      row += 1;
    } else {
      fresh += other[column];
      column += 1;
    }
  }
  settle();
  return found;
}
