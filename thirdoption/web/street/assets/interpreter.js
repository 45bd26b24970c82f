// Decides by a rulebook, as referrals/rules/interpreter.py does on the server: the same cases run through both.
//
// A rulebook is plain JSON. A rule is a list of lines; the first line whose condition holds gives the reason.
// A fact that was not given yet makes a condition open (null): neither true nor false, unless the rest decides.
const NEEDS = "needs";
const MISSING = "missing";

// The answer for the facts given so far, `door` among them: {answer, reasons, ask}.
export function decide(book, facts) {
  const weight = new Map(book.answers.map((answer, number) => [answer, number]));
  const heaviest = (possible) => Math.min(book.answers.length, ...possible.map((one) => weight.get(one.answer)));
  const outcomes = book.doors[facts.door].map((rule) => outcome(book, rule, facts));
  const settled = outcomes.filter((one) => !one.missing.length);
  const reasons = settled.map((one) => one.possible[0]);
  const found = heaviest(reasons);
  const open = outcomes.filter((one) => one.missing.length && heaviest(one.possible) < found);
  for (const { rule } of open) reasons.push({ rule, reason: `${rule}.${MISSING}`, answer: NEEDS, cite: "", by: "" });
  reasons.sort((one, other) => weight.get(one.answer) - weight.get(other.answer));
  open.sort((one, other) => heaviest(one.possible) - heaviest(other.possible) || one.missing.length - other.missing.length);
  return {
    answer: reasons[0].answer,
    reasons: reasons.filter((one) => one.reason),
    ask: [...new Set(open.flatMap((one) => one.missing))],
  };
}

// All reasons that a rule can come to, and the facts that would settle it; nothing missing: it is settled.
function outcome(book, rule, facts) {
  const possible = [];
  const missing = new Set();
  for (const line of book.rules[rule]) {
    const [holds, lacking] = line.if ? check(line.if, facts) : [true, []];
    if (holds === false) continue;
    const reason = line.reason ?? "";
    const answer = reason ? book.effects[reason] : book.answers.at(-1);
    possible.push({ rule, reason, answer, cite: line.cite ?? "", by: line.by ?? "" });
    if (holds) break;
    for (const fact of lacking) missing.add(fact);
  }
  const different = new Set(possible.map((one) => JSON.stringify(one)));
  return { rule, possible, missing: different.size === 1 ? [] : [...missing] };
}

// Whether a condition holds (null: not yet known), and the facts that it lacks.
function check([operator, ...operands], facts) {
  if (["not", "all", "some"].includes(operator)) {
    const parts = operands.map((part) => check(part, facts));
    return [join(operator, parts.map((part) => part[0])), parts.flatMap((part) => part[1])];
  }
  const [fact, ...values] = operands;
  if (!Object.hasOwn(facts, fact)) return [null, [fact]];
  const given = facts[fact];
  if (operator === "is") return [values.includes(given), []];
  if (operator === "has") return [values.some((value) => given.includes(value)), []];
  if (operator === "over") return [typeof given !== "string" && given > values[0], []];
  throw new Error(`no operator ${operator}`);
}

// Three-valued logic: what is open decides nothing, and what is decided may decide the whole.
function join(operator, parts) {
  if (operator === "not") return parts[0] === null ? null : !parts[0];
  const settles = operator === "some";
  if (parts.includes(settles)) return settles;
  return parts.includes(null) ? null : !settles;
}
