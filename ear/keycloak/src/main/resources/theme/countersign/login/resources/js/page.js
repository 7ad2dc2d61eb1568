// Small helps of the sign-in pages; each page works without them, but for passkeys.
const bytes = (text) => {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (c) => c.charCodeAt(0));
};
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

for (const button of document.querySelectorAll("[data-shows]")) {
  const field = document.getElementById(button.dataset.shows);
  button.hidden = false;
  button.addEventListener("click", () => {
    const show = field.type === "password";
    field.type = show ? "text" : "password";
    button.setAttribute("aria-pressed", String(show));
  });
}

// One press is enough; the pressed button's value must still travel, so it is disabled afterwards.
for (const form of document.forms) {
  form.addEventListener("submit", () => {
    setTimeout(() => {
      for (const button of form.querySelectorAll("button")) button.disabled = true;
    });
  });
}
// a page that the browser kept comes back with its buttons
addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("form button")) button.disabled = false;
});

async function use(form) {
  const data = form.dataset;
  const allowed = [...form.querySelectorAll("[data-allowed]")].map((f) => ({
    id: bytes(f.value),
    type: "public-key",
  }));
  const publicKey = { rpId: data.rp, challenge: bytes(data.challenge) };
  if (allowed.length) publicKey.allowCredentials = allowed;
  if (Number(data.timeout) > 0) publicKey.timeout = Number(data.timeout) * 1000;
  if (data.verification !== "not specified") publicKey.userVerification = data.verification;
  const found = await navigator.credentials.get({ publicKey });
  form.clientDataJSON.value = text(found.response.clientDataJSON);
  form.authenticatorData.value = text(found.response.authenticatorData);
  form.signature.value = text(found.response.signature);
  form.credentialId.value = found.id;
  if (found.response.userHandle) form.userHandle.value = text(found.response.userHandle);
}

async function make(form) {
  const data = form.dataset;
  const publicKey = {
    challenge: bytes(data.challenge),
    rp: { id: data.rp, name: data.rpName },
    user: { id: bytes(data.user), name: data.username, displayName: data.username },
    pubKeyCredParams: data.algorithms.split(",").map((alg) => ({ type: "public-key", alg: Number(alg) })),
    excludeCredentials: data.excluded
      .split(",")
      .filter((id) => id)
      .map((id) => ({ type: "public-key", id: bytes(id) })),
    authenticatorSelection: {},
  };
  const choice = publicKey.authenticatorSelection;
  if (data.attestation !== "not specified") publicKey.attestation = data.attestation;
  if (data.attachment !== "not specified") choice.authenticatorAttachment = data.attachment;
  if (data.verification !== "not specified") choice.userVerification = data.verification;
  if (data.resident !== "not specified") {
    choice.residentKey = data.resident;
    choice.requireResidentKey = data.resident === "required";
  }
  if (Number(data.timeout) > 0) publicKey.timeout = Number(data.timeout) * 1000;
  const made = await navigator.credentials.create({ publicKey });
  form.clientDataJSON.value = text(made.response.clientDataJSON);
  form.attestationObject.value = text(made.response.attestationObject);
  form.publicKeyCredentialId.value = made.id;
  if (made.response.getTransports) form.transports.value = made.response.getTransports().join(",");
  form.elements.authenticatorAttachment.value = made.authenticatorAttachment ?? "";
}

const passkey = document.querySelector("[data-passkey]");
if (passkey) {
  passkey.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      if (!window.PublicKeyCredential) throw new Error(passkey.dataset.unsupported);
      await (passkey.dataset.passkey === "use" ? use : make)(passkey);
    } catch (failed) {
      passkey.elements.error.value = failed.message || String(failed);
    }
    passkey.submit();
  });
}
