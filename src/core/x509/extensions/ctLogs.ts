/**
 * Names of Certificate Transparency logs, as of 2026-10-03: logs for certificates that expire from July 2025 on, as Chrome's
 * log list (https://www.gstatic.com/ct/log_list/v3/all_logs_list.json) calls them. Each id was compared with the SHA-256
 * of the log's public key (RFC 6962, 3.2). Logs that do not stand here have no name; their id is shown.
 */

/** Name, and log id in base64 as lists of logs have it. */
const logs: readonly (readonly [name: string, id: string])[] = [
	["Cloudflare 'Nimbus2025'", 'zPsPaoVxCWX+lZtTzumyfCLphVwNl422qX5UwP5MDbA='],
	["Cloudflare 'Nimbus2026'", 'yzj3FYl8hKFEX1vB3fvJbvKaWc1HCmkFhbDLFMMUWOc='],
	["Cloudflare 'Nimbus2027'", 'TGPcmOWcHauI9h6KPd6uj6tEozd7X5uUw/uhnPzBviY='],
	["DigiCert 'Sphinx2025h2'", 'pELFBklgYVSPD9TqnPt6LSZFTYepfy/fRVn2J086hFQ='],
	["DigiCert 'Sphinx2026h1'", 'SZybad4dfOz8Nt7Nh2SmuFuvCoeAGdFVUvvp6ynd+MM='],
	["DigiCert 'Sphinx2026h2'", 'lE5Dh/rswe+B8xkkJqgYZQHH0184AgE/cmd9VTcuGdg='],
	["DigiCert 'Wyvern2025h2'", '7TxL1ugGwqSiAFfbyyTiOAHfUS/txIbFcA8g3bc+P+A='],
	["DigiCert 'Wyvern2026h1'", 'ZBHEbKQS7KeJHKICLgC8q08oB9QeNSer6v7VA8l9zfA='],
	["DigiCert 'Wyvern2026h2'", 'wjF+V0UZo0XufzjespBB68fCIVoiv3/Vta12mtkOUs0='],
	["DigiCert 'Wyvern2027h1'", 'ABpdGhwtk3W2SFV4+C9xoa5u7zl9KXyK4xV7yt7hoB4='],
	["Google 'Argon2025h2'", 'EvFONL1TckyEBhnDjz96E/jntWKHiJxtMAWE6+WGJjo='],
	["Google 'Argon2026h1'", 'DleUvPOuqT4zGyyZB7P3kN+bwj1xMiXdIaklrGHFTiE='],
	["Google 'Argon2026h2'", '1219ENGn9XfCx+lf1wC/+YLJM1pl4dCzAXMXwMjFaXc='],
	["Google 'Argon2027h1'", '1tWNqdAXU/NqSqDHV0kCr+vH3CzTjNn3ZMgMiRkenwI='],
	["Google 'ParcelYard2026h2'", 'utuIpG+cr6QJDoLlk1bbbni0pT9YLbCBl5UkLym2jJg='],
	["Google 'ParcelYard2027h1'", 'HIl0B+YBCgEpO7Z439ejaM6xjMpSHcyk04bkoy5bXQQ='],
	["Google 'PlumbersArms2026h2'", 'IPBfqqOkkvxqwUjMM6ICNhhrSfqpfmuzkk+yXsNrHDU='],
	["Google 'PlumbersArms2027h1'", 'X/nA+6QtrHjOZELrGazggaKb1OL7U68MYzB55QWCBMk='],
	["Google 'Xenon2025h2'", '3dzKNJXX4RYF55Uy+sef+D0cUN/bADoUEnYKLKy7yCo='],
	["Google 'Xenon2026h1'", 'lpdkv1VYl633Q4doNwhCd+nwOtX2pPM2bkakPw/KqcY='],
	["Google 'Xenon2026h2'", '2AlVO5RPev/IFhlvlE+Fq7D4/F6HVSYPFdEucrtFSxQ='],
	["Google 'Xenon2027h1'", 'RMK9DOkUDmSlyUoBkwpaobs1lw4A7hEWiWgqHETXtWY='],
	["IPng Networks 'Halloumi2026h2a'", 'JuNkblhpISO8ND9HJDWbN5LNJFqI2BXTkzP9mRirRyM='],
	["Let's Encrypt 'Oak2025h2'", 'DeHyMCvTDcFAYhIJ6lUu/Ed0fLHX6TDvDkIetH5OqjQ='],
	["Let's Encrypt 'Oak2026h1'", 'GYbUxyiqb/66A294Kk0BkarOLXIxD67OXXBBLSVMx9Q='],
	["Let's Encrypt 'Oak2026h2'", 'rKswcGzr7IQx9BPS9JFfER5CJEOx8qaMTzwrO6ceAsM='],
	["Let's Encrypt 'Sycamore2026h2'", 'bP5QGUOoXqkWvFLRM+TcyR7xQRx9JYQg0XOAnhgY6zo='],
	["Let's Encrypt 'Willow2026h2'", 'qCbL4wrGNRJGUz/gZfFPGdluGQgTxB3ZbXkAsxI8VSc='],
	["Sectigo 'Elephant2025h2'", 'DR28iUTp9QBVQtctPhRMzEMIKrbqHpTf1wZlfS6G8wE='],
	["Sectigo 'Elephant2026h1'", '0W6ppWgHfmY1oD83pd28A6U8QRIU1IgY9ekxsyPLlQQ='],
	["Sectigo 'Elephant2026h2'", 'r2eIO1ewTt2Pptl+9i6o64EKx3Fg8CReVdYML+eFhzo='],
	["Sectigo 'Elephant2027h1'", 'YEyar3p/d18B1Ab8kg3ImesLHH34yVIb+voXdzuXi8k='],
	["Sectigo 'Elephant2027h2'", 'okkM3NuOM6QAMhdg1tTVGiA2GR6nfZaL4mqKAPb///c='],
	["Sectigo 'Mammoth2025h2'", 'rxgaKNaMo+CpikycZ6sJ+Lu8IrquvLE4o6Gd0/m2Aw0='],
	["Sectigo 'Mammoth2026h1'", 'JS+Uwisp6W6fQRpyBytpXFtS/5epDSVAu/zcUexN7gs='],
	["Sectigo 'Mammoth2026h2'", 'lLHBirDQV8R74KwEDh8svI3DdXJ7yVHyClJhJoY7pzw='],
	["Sectigo 'Sabre2025h2'", 'GgT/SdBUHUCv9qDDv/HYxGcvTuzuI0BomGsXQC7ciX0='],
	["Sectigo 'Sabre2026h1'", 'VmzVo3a+g9/jQrZ1xJwjJJinabrDgsurSaOHfZqzLQE='],
	["Sectigo 'Sabre2026h2'", 'H1bRq5RwSkHdP+r99GmTVTAsFDG/5hNGCJ//rnldzC8='],
	["Sectigo 'Tiger2025h2'", 'XKV30pt/i69Bntjsq/tty67DhTcC1XRvF02tPJNKqWo='],
	["Sectigo 'Tiger2026h2'", 'yKPEf8ezrbk1awE/anoSbeM6TkOlxkb5l605dZkdz5o='],
	["TrustAsia 'HETU2027'", '7drrgVxjITRJtHvlB3kFq9DZMUfCesUUazvFjkPptsc='],
	["TrustAsia 'log2026a'", 'dNudWPfUfp39eHoWKpkcGM9pjafHKZGMmhiwRQ26RLw='],
	["TrustAsia 'log2026b'", 'Jbfv3qETAZPtkweXcKoyKiZiDeNayKp8dRl94LGp4GU='],
];

const names = new Map(logs.map(([name, id]) => [Buffer.from(id, 'base64').toString('hex'), name]));

/** @param id Of the log, in lower-case hex. */
export function ctLogName(id: string): string | undefined {
	return names.get(id);
}
