/**
 * The one truth about characters that nobody sees, or that turn the direction of what stands behind them. Each constant
 * is the inside of a character class, for `RegExp` with the flag `u`.
 */

/** Controls, line and paragraph separators: they end a line or stand in place of a space. */
export const breakingCharacters = String.raw`\p{Cc}\p{Zl}\p{Zp}`;

/** Zero-width and bidirectional marks, tags, and what Unicode reserves among them: they stand within a line. */
export const formatCharacters = String.raw`\p{Cf}\u2065\u{e0000}-\u{e007f}`;

export const hiddenCharacters = breakingCharacters + formatCharacters;

/**
 * Beside hidden characters what leaves no mark of its own, such as variation selectors. White space is seen: it separates
 * words and lines. For `RegExp` as it is, not inside a class.
 */
export const unseenCharacter = String.raw`\p{Default_Ignorable_Code_Point}|(?!\s)[${hiddenCharacters}]`;
