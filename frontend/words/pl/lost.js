export const texts = {
  "lost.admins": "Tę stronę mogą otworzyć tylko administratorzy.",
  "lost.admins-next": "Jeśli chcesz coś zmienić, poproś któregoś z nich.",
  "lost.title": "Nic tu nie ma.",
  "lost.next": "Może w adresie jest literówka albo coś się z niego urwało po drodze.",
};
