/**
 * Apple: "TLS server certificates must have a validity period of 825 days or fewer", of those issued since `from`, also
 * from a CA of one's own, and of those that signed themselves.
 */
export const appleLimit = { from: '2019-07-01T00:00:00Z', days: 825 } as const;
