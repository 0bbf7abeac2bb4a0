// Links that let people in: invitations, and everybody's own.
export const texts = {
  "link.copy": "Copy link",
  "link.copied": "Copied.",
  "link.not-copied":
    "Your browser won’t let this page copy. The link is selected, so you can copy it yourself.",
  "link.share": "Share",
  "link.not-shared": "Sharing didn’t work. Copy the link instead.",
  "link.show": "Show the link and its QR code",
  "link.no-code": "The QR code didn’t load. The link works all the same.",
  "loopback.title": "This link only works on this device.",
  "loopback.next":
    "You’re at {host}, which other devices can’t open. Open this page at your computer’s address on the network, then share the link from there.",
  "loopback.open":
    "Open this page at an address that other devices can reach, and share the link from there:",
  "loopback.alone":
    "The club runs on this computer only, and no other device can open it. Whoever hosts it can change that: the README says how.",
  "invite.link": "Invitation link",
  "invite.code": "QR code of the invitation link",
  "invite.pitch": "Join {club} and vote on what we watch next:",
  "own.link": "Your own link",
  "own.code": "QR code of your own link",
  "own.pitch": "My own link to {club}. Only for me:",
};
