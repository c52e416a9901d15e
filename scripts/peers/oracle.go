// What Go's crypto/x509 reads in files: one JSON object a line.
//
// Reads a JSON array of {"path": …} from standard input; each file holds one PEM block or DER. The fields are named as
// those of our own facts.
package main

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"math/big"
	"os"
	"time"
)

type fields map[string]any

func main() {
	var items []struct{ Path string }
	if err := json.NewDecoder(os.Stdin).Decode(&items); err != nil {
		panic(err)
	}
	for _, item := range items {
		data, err := os.ReadFile(item.Path)
		if err != nil {
			panic(err)
		}
		blocks := []fields{}
		if block, _ := pem.Decode(data); block != nil {
			data = block.Bytes
			if block.Headers["DEK-Info"] != "" {
				blocks = []fields{{"kind": "privateKey", "encrypted": true}}
			}
		}
		if len(blocks) == 0 {
			blocks = read(data)
		}
		line, err := json.Marshal(fields{"path": item.Path, "blocks": blocks})
		if err != nil {
			panic(err)
		}
		fmt.Println(string(line))
	}
}

func read(der []byte) []fields {
	if found, err := x509.ParseCertificate(der); err == nil {
		return []fields{certificate(found)}
	}
	if found, err := x509.ParseCertificateRequest(der); err == nil {
		return []fields{request(found)}
	}
	if found, err := x509.ParseRevocationList(der); err == nil {
		return []fields{crl(found)}
	}
	if found, err := x509.ParsePKCS8PrivateKey(der); err == nil {
		return []fields{privateKey(found)}
	}
	if found, err := x509.ParsePKCS1PrivateKey(der); err == nil {
		return []fields{privateKey(found)}
	}
	if found, err := x509.ParseECPrivateKey(der); err == nil {
		return []fields{privateKey(found)}
	}
	if found, err := x509.ParsePKIXPublicKey(der); err == nil {
		return []fields{publicKey(found, der)}
	}
	return []fields{}
}

func certificate(value *x509.Certificate) fields {
	found := fields{
		"kind":              "certificate",
		"version":           value.Version,
		"serialNumber":      serial(value.SerialNumber),
		"subject":           name(value.RawSubject),
		"issuer":            name(value.RawIssuer),
		"notBefore":         moment(value.NotBefore),
		"notAfter":          moment(value.NotAfter),
		"sha256Fingerprint": digest(value.Raw),
		"publicKeySha256":   digest(value.RawSubjectPublicKeyInfo),
		"extensions":        extensions(value.Extensions),
		"values":            values(value.Extensions),
		"names":             names(value),
	}
	if value.BasicConstraintsValid {
		found["isCa"] = value.IsCA
		if value.MaxPathLen > 0 || value.MaxPathLenZero {
			found["pathLength"] = value.MaxPathLen
		}
	}
	if value.KeyUsage != 0 {
		found["keyUsage"] = usages(value.KeyUsage)
	}
	if len(value.SubjectKeyId) > 0 {
		found["subjectKeyIdentifier"] = hex.EncodeToString(value.SubjectKeyId)
	}
	if len(value.AuthorityKeyId) > 0 {
		found["authorityKeyIdentifier"] = hex.EncodeToString(value.AuthorityKeyId)
	}
	return with(found, keyOf(value.PublicKey))
}

func request(value *x509.CertificateRequest) fields {
	found := fields{
		"kind":            "request",
		"subject":         name(value.RawSubject),
		"publicKeySha256": digest(value.RawSubjectPublicKeyInfo),
		"extensions":      extensions(value.Extensions),
	}
	return with(found, keyOf(value.PublicKey))
}

func crl(value *x509.RevocationList) fields {
	revoked := []fields{}
	for _, entry := range value.RevokedCertificateEntries {
		revoked = append(revoked, fields{
			"serialNumber": serial(entry.SerialNumber),
			"revokedAt":    moment(entry.RevocationTime),
		})
	}
	found := fields{
		"kind":       "crl",
		"issuer":     name(value.RawIssuer),
		"thisUpdate": moment(value.ThisUpdate),
		"extensions": extensions(value.Extensions),
		"revoked":    revoked,
	}
	if value.Number != nil {
		found["crlNumber"] = serial(value.Number)
	}
	return found
}

func privateKey(value any) fields {
	found := fields{"kind": "privateKey", "encrypted": false}
	signer, ok := value.(crypto.Signer)
	if !ok {
		return found
	}
	if spki, err := x509.MarshalPKIXPublicKey(signer.Public()); err == nil {
		found["publicKeySha256"] = digest(spki)
	}
	return with(found, keyOf(signer.Public()))
}

func publicKey(value any, der []byte) fields {
	return with(fields{"kind": "publicKey", "publicKeySha256": digest(der)}, keyOf(value))
}

func keyOf(value any) fields {
	switch key := value.(type) {
	case *rsa.PublicKey:
		return fields{"keyType": "rsa", "keyBits": key.N.BitLen()}
	case *ecdsa.PublicKey:
		return fields{"keyType": "ec", "curve": key.Curve.Params().Name}
	case ed25519.PublicKey:
		return fields{"keyType": "ed25519"}
	}
	return fields{}
}

func with(found fields, more fields) fields {
	for key, value := range more {
		found[key] = value
	}
	return found
}

// The last RDN first; of each attribute its OID and its value, which is nothing but a text here.
func name(raw []byte) [][][]string {
	var sequence pkix.RDNSequence
	if _, err := asn1.Unmarshal(raw, &sequence); err != nil {
		return nil
	}
	found := [][][]string{}
	for index := len(sequence) - 1; index >= 0; index-- {
		rdn := [][]string{}
		for _, part := range sequence[index] {
			rdn = append(rdn, []string{part.Type.String(), escaped(fmt.Sprint(part.Value))})
		}
		found = append(found, rdn)
	}
	return found
}

// RFC 4514, 2.4.
func escaped(text string) string {
	var out bytes.Buffer
	for index, char := range text {
		isEnd := index == len(text)-1
		switch {
		case char == '"', char == '+', char == ',', char == ';', char == '<', char == '>', char == '\\',
			index == 0 && (char == ' ' || char == '#'), isEnd && char == ' ':
			out.WriteByte('\\')
		}
		out.WriteRune(char)
	}
	return out.String()
}

func extensions(list []pkix.Extension) [][]any {
	found := [][]any{}
	for _, extension := range list {
		found = append(found, []any{extension.Id.String(), extension.Critical})
	}
	return found
}

func values(list []pkix.Extension) []string {
	found := []string{}
	for _, extension := range list {
		found = append(found, hex.EncodeToString(extension.Value))
	}
	return found
}

func names(value *x509.Certificate) [][]string {
	found := [][]string{}
	for _, each := range value.DNSNames {
		found = append(found, []string{"dns", each})
	}
	for _, each := range value.EmailAddresses {
		found = append(found, []string{"email", each})
	}
	for _, each := range value.IPAddresses {
		found = append(found, []string{"ip", each.String()})
	}
	return found
}

func usages(usage x509.KeyUsage) []string {
	found := []string{}
	for index, each := range []string{
		"digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment", "keyAgreement", "keyCertSign",
		"cRLSign", "encipherOnly", "decipherOnly",
	} {
		if usage&(1<<index) != 0 {
			found = append(found, each)
		}
	}
	return found
}

func serial(number *big.Int) string {
	digits := new(big.Int).Abs(number).Text(16)
	if len(digits)%2 == 1 {
		digits = "0" + digits
	}
	if number.Sign() < 0 {
		return "-" + digits
	}
	return digits
}

func moment(value time.Time) string {
	return value.UTC().Format("2006-01-02T15:04:05Z")
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
