// A ballot's token is made and blinded here (RFC 9474, RSABSSA-SHA384-PSS-Randomized), the choice sealed here (RSA-OAEP):
// the server signs what it cannot read, and takes a ballot without knowing from whom.
"use strict";

(() => {
  const form = document.getElementById("ballot");
  if (!form || !globalThis.crypto?.subtle) { return; }
  const told = form.dataset;
  const said = document.getElementById("ballot-said");
  const button = form.querySelector("button");
  const kept = `ballot ${told.item}`;
  const E = 65537n, HASH = 48, SALT = 48, PREFIX = 32, SIZE = 16;

  const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
  const bytes = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  const number = (of) => BigInt(`0x${hex(of) || "0"}`);
  const fixed = (value, size) => bytes(value.toString(16).padStart(size * 2, "0"));
  const draw = (size) => crypto.getRandomValues(new Uint8Array(size));
  const join = (...parts) => {
    const whole = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
    let at = 0;
    parts.forEach((part) => { whole.set(part, at); at += part.length; });
    return whole;
  };
  const sha384 = async (data) => new Uint8Array(await crypto.subtle.digest("SHA-384", data));

  const power = (base, exponent, modulus) => {
    let result = 1n, square = base % modulus;
    for (let rest = exponent; rest > 0n; rest >>= 1n) {
      if (rest & 1n) { result = result * square % modulus; }
      square = square * square % modulus;
    }
    return result;
  };
  const inverse = (value, modulus) => {
    let [r, next, x, following] = [modulus, value % modulus, 0n, 1n];
    while (next) {
      const q = r / next;
      [r, next] = [next, r - q * next];
      [x, following] = [following, x - q * following];
    }
    return r === 1n ? (x + modulus) % modulus : 0n;
  };

  const mask = async (seed, length) => {
    const blocks = [];
    for (let n = 0; n * HASH < length; n += 1) { blocks.push(await sha384(join(seed, Uint8Array.of(0, 0, 0, n)))); }
    return join(...blocks).slice(0, length);
  };
  const encode = async (message, bits, salt) => {
    const size = Math.ceil(bits / 8);
    const seed = await sha384(join(new Uint8Array(8), await sha384(message), salt));
    const block = join(new Uint8Array(size - SALT - HASH - 2), Uint8Array.of(1), salt);
    const cover = await mask(seed, block.length);
    const masked = block.map((value, at) => value ^ cover[at]);
    masked[0] &= 0xff >> (8 * size - bits);
    return join(masked, seed, Uint8Array.of(0xbc));
  };

  const modulus = BigInt(`0x${told.modulus}`);
  const size = Math.ceil(told.modulus.length / 2);
  const bits = modulus.toString(2).length;

  const blinded = async (prepared, salt, r) => {
    const m = number(await encode(prepared, bits - 1, salt));
    return fixed(m * power(r, E, modulus) % modulus, size);
  };
  const unit = () => {
    for (;;) {
      const r = number(draw(size)) % modulus;
      if (r > 1n && inverse(r, modulus)) { return r; }
    }
  };

  const fetchToken = async () => {
    let own = JSON.parse(sessionStorage.getItem(kept) ?? "null");
    if (!own) {
      own = { prepared: hex(draw(PREFIX + 32)), salt: hex(draw(SALT)), r: unit().toString(16) };
      sessionStorage.setItem(kept, JSON.stringify(own));
    }
    const r = BigInt(`0x${own.r}`);
    const prepared = bytes(own.prepared);
    const body = new URLSearchParams({
      csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value, key: form.elements.key.value,
      blinded: hex(await blinded(prepared, bytes(own.salt), r)),
    });
    const answer = await (await fetch(told.token, { method: "POST", body, credentials: "same-origin" })).json();
    if (!answer.signed) { throw new Error(answer.refused); }
    const signature = number(bytes(answer.signed)) * inverse(r, modulus) % modulus;
    if (power(signature, E, modulus) !== number(await encode(prepared, bits - 1, bytes(own.salt)))) { throw new Error(told.again); }
    return { prepared: own.prepared, signature: hex(fixed(signature, size)) };
  };

  const seal = async (choice) => {
    const spki = Uint8Array.from(atob(told.seal), (c) => c.charCodeAt(0));
    const key = await crypto.subtle.importKey("spki", spki, { name: "RSA-OAEP", hash: "SHA-256" }, false, ["encrypt"]);
    const text = new TextEncoder().encode(choice.padEnd(SIZE));
    return hex(new Uint8Array(await crypto.subtle.encrypt({ name: "RSA-OAEP" }, key, text)));
  };

  const sent = (code) => {
    form.querySelectorAll("input").forEach((input) => { input.disabled = true; input.checked = false; });
    button.disabled = true;
    said.textContent = `${told.done}。${told.code} ${code}`;
  };
  // The sealed ballot waits here until the box has it: the same one again is the same ballot. Then only its code stays.
  const cast = async (ballot) => {
    sessionStorage.setItem(kept, JSON.stringify({ ballot }));
    const answer = await (await fetch(told.cast, {
      method: "POST", credentials: "omit", referrerPolicy: "no-referrer", body: JSON.stringify(ballot),
    })).json();
    if (!answer.code) { throw new Error(answer.refused); }
    sessionStorage.setItem(kept, JSON.stringify({ code: answer.code }));
    sent(answer.code);
  };
  const failed = (fault) => { said.textContent = `${told.again}：${fault.message}`; };

  const before = JSON.parse(sessionStorage.getItem(kept) ?? "{}");
  if (before.code) { sent(before.code); return; }
  if (before.ballot) { cast(before.ballot).catch(failed); return; }
  const token = fetchToken();
  token.then(() => { button.disabled = false; }, (fault) => { said.textContent = fault.message; });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const choice = form.elements.choice.value;
    if (!choice || !form.elements.sure.checked) { said.textContent = told.choose; return; }
    button.disabled = true;
    said.textContent = "";
    try {
      const { prepared, signature } = await token;
      await cast({ item: told.item, token: prepared, signature, sealed: await seal(choice) });
    } catch (fault) {
      failed(fault);
    }
  });
})();
