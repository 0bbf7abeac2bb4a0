// What the page uses of it.

/** A square of dots; what lies outside of it is light. */
export interface Code {
    size: number;
    get(x: number, y: number): boolean;
}

/** The smallest code that holds a text. */
export function generate(text: string): Code;
