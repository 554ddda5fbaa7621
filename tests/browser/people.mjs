// The people of the demo whom the journeys follow, and what they have on file (deploy/demo, services/rekey/src/demo.rs).

export const ALICE = { userId: "alice@contoso.example", phone: "+14255550177", email: "alice@personal.example" };
export const BOB = {
  userId: "bob@contoso.example",
  phone: "+14255550121",
  otherPhone: "+14255550167",
  office: "+14255550100",
  email: "bob@personal.example",
};
export const DAVE = { userId: "dave@contoso.example", phone: "+14255550134", email: "dave@personal.example" };
export const ADMIN = { userId: "admin@contoso.example" };
export const ERIN = { userId: "erin@contoso.example" };
export const FRANK = { userId: "frank@fabrikam.example", phone: "+14255550156", email: "frank@personal.example" };
export const GRACE = { userId: "grace@fabrikam.example" };
export const HEIDI = { userId: "heidi@fabrikam.example" };

/** Meets the rules of both organisations. */
export const NEW_PASSWORD = "Nineteen green kettles 7";

/** A code that is not this one. */
export function wrong(code) {
  return code.slice(0, -1) + (code.endsWith("0") ? "1" : "0");
}
