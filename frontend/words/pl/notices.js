export const texts = {
  "notices.name": "Twoje propozycje",
  "notices.away": "Jasne",
  "notices.see": "Zobacz",
  "notices.someone": "Ktoś",
  "notices.parted": "{mine} to znów osobna propozycja, z własnymi głosami.",
  "notices.own":
    "{mine}: ta propozycja miała u ciebie dwa identyfikatory. Teraz jest jedna i ma wszystkie głosy.",
  "notices.differs":
    "{mine} to ten sam film co {other} (propozycja: {who}). Teraz to jedna propozycja, z głosami z obu.",
  "notices.earlier":
    "{mine}: ten film miał już w głosowaniu swoją propozycję ({who}). Teraz to jedna propozycja, z głosami z obu.",
  "notices.later":
    "{mine}: ten sam film proponuje też {who}. Teraz to jedna propozycja, z głosami z obu.",
};
