/** What PEM begins with, and the same in base64, as the `data` of a Kubernetes Secret has it. */
export const pemMarkers = ['-----BEGIN ', 'LS0tLS1CRUdJTi'] as const;
