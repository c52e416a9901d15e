/**
 * Key stores that other programs wrote. Their keys and passwords are for tests and stand nowhere else; every certificate
 * is valid for 100 years.
 */

const decoded = (base64: string): Buffer => Buffer.from(base64, 'base64');

/**
 * A JKS of OpenJDK 17: `root` (a certificate), `Büro 😀` (a key under the password of the store), and `server` with a password
 * of its own, signed by `root`. `ca.jks` was made the same way:
 *
 *     K="keytool -storetype JKS -keystore f.jks -storepass store-test"
 *     $K -genkeypair -alias server -keypass key-test -keyalg EC -groupname secp256r1 -dname CN=jks.test -validity 36500
 *     $K -certreq -alias server -keypass key-test -file server.csr
 *     keytool -gencert -storetype JKS -keystore ca.jks -storepass store-test -alias ca -infile server.csr -outfile server.pem -rfc -validity 36500
 *     $K -importcert -noprompt -alias root -file ca.pem
 *     $K -importcert -noprompt -alias server -keypass key-test -file server.pem
 *     $K -genkeypair -alias 'Büro 😀' -keypass store-test -keyalg EC -groupname secp256r1 -dname CN=buero.test -validity 36500
 */
export const jks = {
	password: 'store-test',
	serverPassword: 'key-test',
	bytes: decoded(
		'/u3+7QAAAAIAAAADAAAAAgAEcm9vdAAAAaIWrmHcAAVYLjUwOQAAAVQwggFQMIH2oAMCAQICCG/OsVF1v0ZsMAoGCCqG' +
			'SM49BAMCMBMxETAPBgNVBAMTCEpLUyBSb290MCAXDTI2MTEyNjA3MDczNFoYDzIxMjYxMTAyMDcwNzM0WjATMREwDwYD' +
			'VQQDEwhKS1MgUm9vdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABCxZ4YTM51BzqNZrCj0YOvNggbAyG1g58Icgmu0S' +
			'vZTEKAr9raKg7VGm3/0npJpm/+wVpVB3E8rGCn8zuoWHNFmjMjAwMB0GA1UdDgQWBBQjV7vNWlq50z+r8Ndo4OHkdpWf' +
			'gTAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0kAMEYCIQCK41mxvFd67zfhPlCclsEdKrI+yr6epZgcgJo/pbNe' +
			'BgIhALtNOMz/0baVtexTdraHMikmytZeUG2X0eOQkkW4yJWQAAAAAQAMYsO8cm8g7aC97biAAAABohauZvMAAAB/MH0w' +
			'DgYKKwYBBAEqAhEBAQUABGs/+IZoloEm4eQgQt/mucZkJ9ruJ6NBlKdXEv9iRiMMnM7mbEwNs55gNUpfFa2zcoG9eBok' +
			'xIqUDz3fGrzw+Smod3jYqyuZ7IeNOkt1YsGx9mllR+47MWF3CeRvszHKPneMUM5laEaCqQhzSQAAAAEABVguNTA5AAAB' +
			'SDCCAUQwgeqgAwIBAgIJAI5LgxsYt0PuMAoGCCqGSM49BAMCMBUxEzARBgNVBAMTCmJ1ZXJvLnRlc3QwIBcNMjYxMTI2' +
			'MDcwNzM4WhgPMjEyNjExMDIwNzA3MzhaMBUxEzARBgNVBAMTCmJ1ZXJvLnRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMB' +
			'BwNCAAS3GUiPYQDM9fE8EddhTWBhIwr1P8nDQV5mABQNzdu/C8OdHYZjpKOEquWuVYrPwlfp9kF8Ew8jW+ZpaYUpR6Rj' +
			'oyEwHzAdBgNVHQ4EFgQU33o1OaaBIl+rCGazEv25E8lvIEgwCgYIKoZIzj0EAwIDSQAwRgIhAM3kdc6yBLhfeA0bV02Y' +
			'Ge78Oz9grpGu6vdn3OtRsvZvAiEAihX8/KSDg7w4Afm5uYfjffyUndkwOkilFvSTDZK0/N8AAAABAAZzZXJ2ZXIAAAGi' +
			'Fq5jUgAAAH8wfTAOBgorBgEEASoCEQEBBQAEa2uqpaRuN/m7EvbRYVM7C/Zu4Zg5s9E5oEV0TpDYMzvs7w8KckRLSw9M' +
			'QZsqQphj2TUTAUMCw5fQfm9MTaDSu59lGB9qJD6JmgTjWSTXXhZAds3b38zfEaSPoEM75WgaDHHZvTW3lMXUwSywAAAA' +
			'AgAFWC41MDkAAAFmMIIBYjCCAQegAwIBAgIJALzVF9rR4oMbMAoGCCqGSM49BAMCMBMxETAPBgNVBAMTCEpLUyBSb290' +
			'MCAXDTI2MTEyNjA3MDczNloYDzIxMjYxMTAyMDcwNzM2WjATMREwDwYDVQQDEwhqa3MudGVzdDBZMBMGByqGSM49AgEG' +
			'CCqGSM49AwEHA0IABAYY6AObUNJVrATt5yzYXHvBJp9TIxCKbZorcryf8ozDa5n2I5FGEaXlh2IFP5uHqUAQ0g++hrAd' +
			'oSWDCrm3Wg6jQjBAMB0GA1UdDgQWBBTuizZdhTIYl2lgq2mDbDIZVebjITAfBgNVHSMEGDAWgBQjV7vNWlq50z+r8Ndo' +
			'4OHkdpWfgTAKBggqhkjOPQQDAgNJADBGAiEAsE8LXG3eAw8ziQ7fHMkPb0emiKn3X8vO3gyG6fZC5QoCIQD4I1qTQP7d' +
			'wToH9a2PvyNcTeuK3ZY6O5Sew5lF2PIe1wAFWC41MDkAAAFUMIIBUDCB9qADAgECAghvzrFRdb9GbDAKBggqhkjOPQQD' +
			'AjATMREwDwYDVQQDEwhKS1MgUm9vdDAgFw0yNjExMjYwNzA3MzRaGA8yMTI2MTEwMjA3MDczNFowEzERMA8GA1UEAxMI' +
			'SktTIFJvb3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQsWeGEzOdQc6jWawo9GDrzYIGwMhtYOfCHIJrtEr2UxCgK' +
			'/a2ioO1Rpt/9J6SaZv/sFaVQdxPKxgp/M7qFhzRZozIwMDAdBgNVHQ4EFgQUI1e7zVpaudM/q/DXaODh5HaVn4EwDwYD' +
			'VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEAiuNZsbxXeu834T5QnJbBHSqyPsq+nqWYHICaP6WzXgYCIQC7' +
			'TTjM/9G2lbXsU3a2hzIpJsrWXlBtl9HjkJJFuMiVkBh4yroSu4dLmasAhI49s1wgyu1q',
	),
};

/**
 * What OpenJDK 17 writes by default, with a secret:
 *
 *     K="keytool -storetype PKCS12 -keystore j.p12 -storepass java-test"
 *     $K -genkeypair -alias server -keyalg EC -groupname secp256r1 -dname CN=java.test -validity 36500
 *     $K -genseckey -alias token -keyalg AES -keysize 128
 *     $K -importcert -noprompt -alias trusted -file ca.pem
 */
export const javaPkcs12 = {
	password: 'java-test',
	bytes: decoded(
		'MIIGtwIBAzCCBmEGCSqGSIb3DQEHAaCCBlIEggZOMIIGSjCCAjEGCSqGSIb3DQEHAaCCAiIEggIeMIICGjCCAQ8GCyqG' +
			'SIb3DQEMCgECoIG9MIG6MGYGCSqGSIb3DQEFDTBZMDgGCSqGSIb3DQEFDDArBBSWEDOcTeAxXzCEpw8n8eEU7dZnsAIC' +
			'JxACASAwDAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEAM0crVc25aczubVzEsSoTIEUH6E4YC2yzN83tEpM5MWWf57' +
			'j2QJ8kHnj7tNfwcqWHTi1+oMIhm6l40IxlGwl+pCyKUzXyoXO22H/g4AaRAAI2WMIktkE8inLODY+7wPjQC6MUAwGwYJ' +
			'KoZIhvcNAQkUMQ4eDABzAGUAcgB2AGUAcjAhBgkqhkiG9w0BCRUxFAQSVGltZSAxNzk1Njc3MjE0ODYzMIIBAwYLKoZI' +
			'hvcNAQwKAQWggbMwgbAGCyqGSIb3DQEMCgECoIGgBIGdMIGaMGYGCSqGSIb3DQEFDTBZMDgGCSqGSIb3DQEFDDArBBQt' +
			'c3AWiXe+a87bwcVDsD3+6HgU4wICJxACASAwDAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEMmgGUKcd9ae/a646oC4' +
			'XOYEMIrRGS57f76YdAMw90JZLQKxU5M/b64IyeqYRoiDBBLbhRbEfPs/kT0QOWVpgha4HDE+MBkGCSqGSIb3DQEJFDEM' +
			'HgoAdABvAGsAZQBuMCEGCSqGSIb3DQEJFTEUBBJUaW1lIDE3OTU2NzcyMTc1MzkwggQRBgkqhkiG9w0BBwagggQCMIID' +
			'/gIBADCCA/cGCSqGSIb3DQEHATBmBgkqhkiG9w0BBQ0wWTA4BgkqhkiG9w0BBQwwKwQUOwAP7cX6dLgHtpKUZug/quNh' +
			'hAoCAicQAgEgMAwGCCqGSIb3DQIJBQAwHQYJYIZIAWUDBAEqBBA/5vCd15CJ01NpikgZ/dTOgIIDgGGrDZoK1d/sqJdj' +
			'5Kl1LY4GCQCdUzQIxmwi7F7fw9aXY8iGGWhzPFFA2qq198b3viZ4AnJSQvB4XmUew5RDelhZRi+BHVXUl6UZsKvPh2B1' +
			'FouSjBMkYFW00zLZbZU+jEC0MSxp9tskLNdYvLO4Gh1yosfxzKFi43S4vhZ2jm7dsiBXQPgw2FKeM8xQbX/9djfr/txB' +
			'bUN0usyc+V0nSHeLKs4YNeUZXcnXnyocO/NoJzGyVngEUoIn6SstomzdQyNsqjitRPOjQ8AAsk+JeKsGN8XxZMyWRJxX' +
			'Br1gJ8EvKjaUC2x7N6BLTSm5a8JocB3D2gfeUmcJbu+R5/8gqvXvlll5fRz7YGlXIlNSgo3DFLPJ+J7L9V10FW4wSDh1' +
			'Z1FuIPUXSmkBytgSY89iw83GELETrmVkizELsC7x83FHIQOcQZdmdsNx1wrN867NmK2PZDHv0GpMzH+vcW0fquncGJ6D' +
			'eZijWxrYZG299nj5jMMeWeiDecDmsj9ZqmOSw+1ek1VTYKV22AJGwQ2/WlCtnRRncKy8bpgQ+V+Yg74Q44vnJaZ6cKPn' +
			'XcmQoYWvDWcaDsPxAN/7YUp4N3ePi0vlUUoZ/wPDDQkspiJ85cQThlpUO4WvxCukEjxYBmolfrkIM53Wa5fh7yt6eVtO' +
			'TqHD8Ak8Y3euYyFS9wmri1VGzcLRhvNhotTEsWNcqTlpHDvWN8I7bwRugyOEa7p9LErBgaHkT+ruW990o7k0JiG5RNr7' +
			'EHm6dZo+7BBbPvFVRetDGyUSR49rjd8OjWO4DSBwpzwwpvYNuVhsHp1lJVjbIq2mKTpWXJ3bEJz7oz4LB9oLzYfxnqdq' +
			'NU4O9tQDqgqeGVzKEKTg/2QHHYvE/m2uEPL4TYyucQDIzMwhozqIjQ98YvyRiW8wIMoPzzauGB4+TdLazDLlQ+zCqjmM' +
			'3SbGlv+NjuKeRvq5Gv+6A5afweBn3mH33CauM1Pin9o80h8mEMBXkQvhhPhGIFNzMpE3BqjwA71gEbgdKU3aaclgsgGE' +
			'fYffopBrQxQ2kQJ22jt8r2eRgmwteTVPudmkFQ1olYn0YtkOv3vQtLhGerIFsYF2UQ+7VMp/wSwkL/RsVHipxd6eEKtz' +
			'tXocOdX67LsD/Pifedpb0cZRrt1uiGpxBMuDJgAxyU1KQaAn2NoXUyo5hmLe59MQXklrcbGvhO2KME0wMTANBglghkgB' +
			'ZQMEAgEFAAQgZp/rDT0SFz3Ep4DAJG3Q8N0WA262McBDSlDC9HSUWWkEFDkJu2dpMiViU/g89TIWlOK6lIDjAgInEA==',
	),
};

/** RC2-40 and 3DES: `openssl pkcs12 -export -legacy -inkey key.pem -in cert.pem -name old -passout pass:old-test`. */
export const oldPkcs12 = {
	password: 'old-test',
	bytes: decoded(
		'MIIDtQIBAzCCA3sGCSqGSIb3DQEHAaCCA2wEggNoMIIDZDCCAj8GCSqGSIb3DQEHBqCCAjAwggIsAgEAMIICJQYJKoZI' +
			'hvcNAQcBMBwGCiqGSIb3DQEMAQYwDgQI5CyqNP1sQY8CAggAgIIB+MohWsLtnKlSNtj6vfENhmyGW4ZvdI8/h7r+zEoI' +
			'PBQnZfuesHB9l9WB9H1MOUG/E6An8TZEb1kppG2XjVEDK+Uqk4VlmqJ6XLBGIRr5TwrQj8d9jM2pWXQm1cCPqA0VSEPM' +
			'lokNzLMc7QAistSWHfSOUsAHzVXt/3vslqhX+kOFaaZICuFn+zI+S8vf6ZX9jMQkgF9Uhh3Sn73L3+TKEIQ9nIUEAntz' +
			'Fojq+Q1baA2vG4cG8Lbv4XUeRmLk43O1SK1YCtGPoIPCyIZGqD02fgwv0+4d2wFvBphaLxk60p7SVWgj2eareQ5a+pGJ' +
			'cxPKk934T54JdJ5vOsptJ2d72ZPqV9DM9f7Y1AWekKWIdfocwf3qn6fRzb+/JZUQEf+jM9bkphu5njH4z+kvOonaZuTg' +
			's8pV7LzPTdNkwZigeproqeDmtYnnVBkr1RNbWPl1PwoNjh96iMX3fvI8B1v5OiYLEAtqShobaQhC8Q+j3dO5kuWrBTIW' +
			'hrhySL8OKhNZ3kHDpTeLsvGruH4nDW/5jzCvNzUIaLqCkvPZWrTjhm3Y4OrBdWXu+nAq8QpdzWOcW5sWtzlmOcRlGRQa' +
			'si9HH06YI6hv0zlzkTcCWalZJ5jyzKc89B1JxSYdMeh0WJpVstK9cMEM4i9brBURcW5bIFLStuWDZby+MzCCAR0GCSqG' +
			'SIb3DQEHAaCCAQ4EggEKMIIBBjCCAQIGCyqGSIb3DQEMCgECoIG0MIGxMBwGCiqGSIb3DQEMAQMwDgQIKX7peN06bLEC' +
			'AggABIGQI7QUsOUvPk/eQtnB7WY5eouOYJGCgRKwmaV0bPKGFDYBiQ2fkTMK5QtoWndY5NhaTSGsit+yQ9zbghDCPMEQ' +
			'PRKZaXZC3FVbX4zCx5Y1EImoNrNbX2z6cp+LvMJ/y0ugopUX+e3zdE5tLYBtex2BSC412DCLqtll/PKH3sF7TdjQnPwc' +
			'DtdLGr41361umUdXMTwwFQYJKoZIhvcNAQkUMQgeBgBvAGwAZDAjBgkqhkiG9w0BCRUxFgQUkp9+4CgBO8ggCU6WRhSX' +
			'56xrnlgwMTAhMAkGBSsOAwIaBQAEFNpblaK4z1ebxqy90SI4+HGFhhdsBAjritVwg4n8/gICCAA=',
	),
};
