export const texts = {
  "seats.name": "Kto głosuje na tym urządzeniu",
  "seats.asking": "Kto głosuje?",
  "seats.now": "Teraz głosuje {name}",
  "seats.take": "Głosuj jako {name}",
  "seats.add": "Dodaj osobę",
  "seats.spoken": "Teraz głosuje {name}.",
  "seats.gone": "Konto „{name}” zostało tu wylogowane.",
};
