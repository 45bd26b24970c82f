// Seals an item to the program's public key and signs it with the author's key on this phone, where there is one:
// what a care worker noted is sent by their own sign-in alone, and has none.
// The same bytes are read by referrals/rules/sealed.py and opened by referrals/queries.
const CURVE = { name: "ECDH", namedCurve: "P-256" };
const SIGN = { name: "ECDSA", namedCurve: "P-256" };
const bytes = (text) => new TextEncoder().encode(text);
const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
const unhex = (text) => Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));

// A key that cannot be taken out of this browser, and its public half in hex.
export async function newDeviceKey() {
  const pair = await crypto.subtle.generateKey(SIGN, false, ["sign", "verify"]);
  return { key: pair.privateKey, point: hex(await crypto.subtle.exportKey("raw", pair.publicKey)) };
}

// The envelope of an item; `head` is {id, device, author, made}, `to` the program's key {id, point}.
export async function seal(inside, head, to, deviceKey) {
  const outside = bytes(["item 1", head.id, head.device, head.author, head.made, to.id].join("|"));
  const own = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const ephemeral = new Uint8Array(await crypto.subtle.exportKey("raw", own.publicKey));
  const theirs = await crypto.subtle.importKey("raw", unhex(to.point), CURVE, false, []);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, own.privateKey, 256);
  const secret = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: ephemeral, info: bytes("thirdoption item 1") };
  const key = await crypto.subtle.deriveKey(how, secret, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const lock = { name: "AES-GCM", iv, additionalData: outside };
  const data = new Uint8Array(await crypto.subtle.encrypt(lock, key, bytes(JSON.stringify(inside))));
  const signed = new Uint8Array([...outside, ...bytes("|"), ...ephemeral, ...iv, ...data]);
  const signature = deviceKey ? await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, deviceKey, signed) : [];
  return { ...head, key: to.id, ephemeral: hex(ephemeral), iv: hex(iv), data: hex(data), signature: hex(signature) };
}
