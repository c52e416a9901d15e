// What Go's crypto/tls says of a pair of files: `loadPair CERTIFICATE KEY`.
package main

import (
	"crypto/tls"
	"fmt"
	"os"
)

func main() {
	if _, err := tls.LoadX509KeyPair(os.Args[1], os.Args[2]); err != nil {
		fmt.Println(err)
	}
}
