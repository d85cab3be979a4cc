// Written by scripts/gen/pinned-hashes.mjs from the checksum database: do not edit.
export const pinnedHashes: Record<string, string> = {
  'linux-amd64': `go1.16.15 rXC7VeaCpFEz8KSwJ39iPtXKq/xTfwG9FvIKbWEFUno=
go1.17.13 AUzu/+mOn2gHKmpGsifjAbnxb3kk/IrBhTGMhdfGGcE=
go1.18.10 DoRXEPy0iapMWDLF5FpN4nhL3wfwgijsGwcq45OMI08=
go1.19.13 +OmeJh7XWeMq4xTkHYEhIziJY/ifiVi4gcm2BWaUnyk=
go1.20.14 8qw1ZS9f0CG9ty0SLWhGEERyjMSNgfMIR+e1g5RRYb0=
go1.21.13 THKeCuuOK6mnQhbTbvvH9CKU3D4lwUERQax+yRXCVJk=
go1.22.12 Hdh4VJAlDWzMnhKpqDwqJJr+sE7NgsJ86dyR4wrv2oY=
go1.23.12 CQZ55qhuGAYcgv4npnr3DsfZP3i8URMjkpv7TYHRIH4=
go1.24.13 5sgfUhn9QCgVl4UYj32GrIYFHI3bi2UX55tNfupXwxc=
go1.25.14 XriDgll2yv4W2YeUo2X/WuUuy+iGJkXGH0CQloMBEXo=
go1.26.11 KyINmJ/FQdKRmDYGuTAAXkumyeR2DyUlSNHZj7XaLFg=
go1.27.4 8Tl0rBb7KdISSdPkZBjlpZxsUBb+004GI/SM2XbmSqI=`,
  'linux-arm64': `go1.20.14 Xsv3gHrKtOJWucySqO2LldWAPOWE1eYZ797ZmA5D/+g=
go1.25.14 tccCYNAEolyjUyQVNxD/wJuly2Sx85m+OUkzGIhO1oY=
go1.26.10 TuAzKmE5TqYnXpnhgY3GtBJCVg4AfNDA/K1gLyX5Hig=
go1.27.3 VY4gDzfxOrsM17J2qtgZgiAIsWhp7XWK1jMfE3kXV0s=`,
  'darwin-amd64': `go1.25.14 k2nprmnbizjd95GkW1kNYlZeGqIamA7RwjLFeCism2s=
go1.26.10 0JApOD+sH1DW6WwvTcnIvl6MSylguxhQuhTbt6RJ1uo=
go1.27.3 lNZeEEL2d/WCVokXuF1aGUU66U7zkfcDLoxktzPJdQY=`,
  'darwin-arm64': `go1.25.14 PlAcT2a+0968GlDi1bcw4eLomqqbBNGNuje3bTMvnaw=
go1.26.10 SfEWw1me2He9ojf4S+M6xTnGOP6CosVO88yaBsEgjJ0=
go1.27.3 yCdfDZ+GhmDNz9efAMlsprJWmFX/baYtnSkwvgeWipA=`,
  'windows-amd64': `go1.25.14 DeUvd+5+WQ1iIe887VZlb64V41+zGMXGVBbfc+2HQj4=
go1.26.10 ZCie1G8rYCijtritoBcOAGoxxCrhTVDHTvM423D7b/o=`,
}
