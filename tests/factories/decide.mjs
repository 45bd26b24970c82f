// Runs the phone's interpreter over cases: {books, cases: [[book, facts], ...]} from stdin, the decisions to stdout.
import { readFileSync } from "node:fs";

import { decide } from "../../thirdoption/web/street/assets/interpreter.js";

const { books, cases } = JSON.parse(readFileSync(0, "utf8"));
const round = () => cases.map(([book, facts]) => decide(books[book], facts));
const decisions = round();
const begin = process.hrtime.bigint();
for (let times = 0; times < 3; times += 1) round();
const microseconds = Number(process.hrtime.bigint() - begin) / 1000 / 3 / cases.length;
process.stdout.write(JSON.stringify({ decisions, microseconds }));
