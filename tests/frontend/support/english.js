// Has the page's modules say what English readers read.
import { speak } from "../../../frontend/words/say.js";

await speak("en");
