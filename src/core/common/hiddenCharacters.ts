/**
 * Characters that nobody sees, or that turn the direction of what stands behind them: controls, zero-width and
 * bidirectional marks, line and paragraph separators. The inside of a character class, for `RegExp` with the flag `u`.
 */
export const hiddenCharacters = String.raw`\p{Cc}\p{Cf}\p{Zl}\p{Zp}`;
