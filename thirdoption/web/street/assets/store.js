// What the phone keeps: officers who enrolled on it with their keys, the outbox, and the policies.
// Nothing of a participant: an item is sealed before it is kept; in the clear are its time, its place and its receipt.
import { openDB } from "idb";

let opened;
const database = () => {
  opened ??= openDB("street", 1, {
    upgrade(db) {
      db.createObjectStore("officers", { keyPath: "id" });
      db.createObjectStore("items", { keyPath: "id" });
      db.createObjectStore("kept");
    },
  });
  return opened;
};

export const officers = async () => (await database()).getAll("officers");
export const saveOfficer = async (officer) => (await database()).put("officers", officer);
export const kept = async (name) => (await database()).get("kept", name);
export const keep = async (name, value) => (await database()).put("kept", value, name);
export const saveItem = async (item) => (await database()).put("items", item);

// In the order in which they were made; clocks may have been set meanwhile, so they are numbered.
export async function items() {
  return (await (await database()).getAll("items")).sort((one, other) => one.number - other.number);
}

// A new item takes the place of one that was not taken and is recorded again, in one transaction.
export async function addItem(item, replaced) {
  const transaction = (await database()).transaction("items", "readwrite");
  const all = await transaction.store.getAll();
  const number = 1 + Math.max(0, ...all.map((one) => one.number));
  if (replaced) await transaction.store.delete(replaced);
  for (const old of all.filter((one) => one.state === "received").slice(0, -20)) await transaction.store.delete(old.id);
  await transaction.store.add({ ...item, number });
  await transaction.done;
}
