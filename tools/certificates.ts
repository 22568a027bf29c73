import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

// Makes the certificates that scenarios use, by openssl: `npm run certificates`. They are made once and committed,
// since each time gives other ones. Nobody trusts them but scenarios: their keys are public.

const LONG = ["20200101000000Z", "21190101000000Z"] as const;
const PAST = ["20200101000000Z", "20200102000000Z"] as const;
const HOSTS = "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1";

interface Made {
  readonly name: string;
  readonly says: string;
  readonly certificate: string;
  readonly key: string;
}

const directory = mkdtempSync(join(tmpdir(), "certificates-"));

function openssl(...args: readonly string[]): void {
  const { status, stderr } = spawnSync("openssl", args, { cwd: directory, encoding: "utf8" });
  if (status !== 0) throw new Error(`openssl ${args[0]} failed: ${stderr}`);
}

/** A certificate that `by` signed, or itself where that is its own name. */
function make(name: string, by: string, extensions: string, [from, to]: readonly [string, string], says: string): Made {
  const path = (suffix: string): string => `${name}.${suffix}`;
  openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", path("ec"));
  openssl("pkcs8", "-topk8", "-nocrypt", "-in", path("ec"), "-out", path("key"));
  openssl("req", "-new", "-key", path("key"), "-subj", `/CN=kit test ${name}`, "-out", path("csr"));
  writeFileSync(join(directory, path("ext")), extensions);
  writeFileSync(join(directory, path("index")), "");
  writeFileSync(join(directory, path("cnf")), [
    "[ca]", "default_ca=own", "[own]", `database=${path("index")}`, `new_certs_dir=.`, "default_md=sha256",
    "rand_serial=yes", "policy=any", "unique_subject=no", "[any]", "commonName=supplied", "",
  ].join("\n"));
  openssl("ca", "-batch", "-notext", "-config", path("cnf"), "-in", path("csr"), "-out", path("pem"),
    "-extfile", path("ext"), "-startdate", from, "-enddate", to, "-keyfile", `${by}.key`,
    ...(by === name ? ["-selfsign"] : ["-cert", `${by}.pem`]));
  const read = (suffix: string): string => readFileSync(join(directory, path(suffix)), "utf8");
  return { name, says, certificate: read("pem"), key: read("key") };
}

function source({ name, says, certificate, key }: Made): string {
  return `/** ${says} */\nexport const ${name}: CertificateAndKey = {\n`
    + `  certificate: \`${certificate}\`,\n  key: \`${key}\`,\n};\n`;
}

const AUTHORITY = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n"
  + "subjectKeyIdentifier=hash\n";
const END = "basicConstraints=CA:FALSE\nauthorityKeyIdentifier=keyid\n";

try {
  const made = [
    make("authority", "authority", AUTHORITY, LONG, "Signs the others. Scenarios have their subjects trust it."),
    make("good", "authority", `${END}${HOSTS}\n`, LONG, "Good for 127.0.0.1, ::1 and localhost."),
    make("elsewhere", "authority", `${END}subjectAltName=DNS:elsewhere.example\n`, LONG,
      "Good for the name elsewhere.example alone."),
    make("expired", "authority", `${END}${HOSTS}\n`, PAST, "Was good for a day in the year 2020."),
    make("untrusted", "untrusted", `basicConstraints=critical,CA:TRUE\n${HOSTS}\n`, LONG,
      "Signed by itself: no authority vouches for it."),
  ];
  writeFileSync(fileURLToPath(new URL("../../conformance/certificates.ts", import.meta.url)), [
    "// Made by `npm run certificates`. The keys are test keys, and everybody knows them: trust none of it elsewhere.\n",
    "/** A certificate and its private key, in the form of PEM. */",
    "export interface CertificateAndKey {\n  readonly certificate: string;\n  readonly key: string;\n}\n",
    ...made.map(source),
  ].join("\n"));
} finally {
  rmSync(directory, { recursive: true });
}
