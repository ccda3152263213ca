// Cuts bindings/schemas/*.json out of whole provider schemas, to the types in resources.txt.
//
//   bindings/refresh FILE...   from files, each the output of `terraform providers schema -json` or a
//                              <provider>-<version>.behaviour.json, plain or gzipped
//   bindings/refresh           from the providers themselves, where a registry is reachable
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

const here = fileURLToPath(new URL(".", import.meta.url));
const schemas = join(here, "schemas");
const PROVIDERS = { google: "7.45.0", kubernetes: "3.2.1", random: "3.9.0" };
const SECTIONS = {
  resource_schemas: "",
  data_source_schemas: "data.",
  ephemeral_resource_schemas: "ephemeral.",
};

// What no nonsense value brings out: the real providers' code was read for it, of the versions above.
const CHECKS = JSON.parse(readFileSync(join(here, "checks.json"), "utf8"));

const fail = (message) => {
  console.error(`refresh: ${message}`);
  process.exit(1);
};

const wanted = readFileSync(join(here, "resources.txt"), "utf8")
  .split("\n")
  .map((line) => line.replace(/#.*/, "").trim())
  .filter((line) => line !== "");

const providerOf = (type) => type.replace(/^(data|ephemeral)\./, "").split("_")[0];

const sorted = (value) =>
  Array.isArray(value)
    ? value.map(sorted)
    : value !== null && typeof value === "object"
      ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]))
      : value;

// Descriptions are half of a schema and say nothing that a program needs.
const withoutDescriptions = (value) => {
  if (Array.isArray(value)) return value.map(withoutDescriptions);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => !(key === "description" && typeof inner === "string") && key !== "description_kind")
      .map(([key, inner]) => [key, withoutDescriptions(inner)]),
  );
};

// Protocol 5, which the offline provider speaks, has no nested attributes.
const refuseNestedTypes = (type, block) => {
  for (const [name, attribute] of Object.entries(block.attributes ?? {})) {
    if (attribute.nested_type) fail(`${type}: the nested attribute ${name} needs plugin protocol 6; leave the type out`);
  }
  for (const inner of Object.values(block.block_types ?? {})) refuseNestedTypes(type, inner.block);
};

/** What is to be written: nothing is before all inputs turned out to be good. */
const results = new Map();

function write(name, value) {
  const file = join(schemas, name);
  const text = `${JSON.stringify(sorted(value), undefined, 1)}\n`;
  let old = "";
  try {
    old = readFileSync(file, "utf8");
  } catch {
    // written for the first time
  }
  if (old === text) return console.error(`refresh: ${name} is unchanged`);
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
  console.error(`refresh: wrote ${name} (${Math.round(text.length / 1024)} kB, was ${Math.round(old.length / 1024)} kB)`);
}

function trimSchema(source, document) {
  for (const [address, whole] of Object.entries(document.provider_schemas ?? fail(`${source} is not a provider schema`))) {
    const provider = basename(address);
    const version = PROVIDERS[provider] ?? fail(`${source}: ${address} is not used`);
    const types = wanted.filter((type) => providerOf(type) === provider);
    const trimmed = { provider: whole.provider };
    for (const [section, prefix] of Object.entries(SECTIONS)) {
      const all = whole[section] ?? {};
      const names = types
        .filter((type) => (prefix === "" ? !type.includes(".") : type.startsWith(prefix)))
        .map((type) => type.slice(prefix.length));
      for (const name of names) {
        if (!all[name]) {
          const near = Object.keys(all).filter((known) => known.includes(name) || name.includes(known));
          fail(`${address} ${version} has no ${prefix}${name}${near.length ? `; near: ${near.slice(0, 5).join(", ")}` : ""}`);
        }
        refuseNestedTypes(prefix + name, all[name].block);
      }
      if (names.length) trimmed[section] = Object.fromEntries(names.map((name) => [name, all[name]]));
    }
    results.set(`${provider}-${version}.json`, {
      format_version: document.format_version,
      provider_schemas: { [address]: withoutDescriptions(trimmed) },
    });
  }
}

function trimBehaviour(document, source) {
  const provider = basename(source).split("-")[0];
  if (document.version !== PROVIDERS[provider]) {
    fail(`${source} is of version ${document.version}, pinned is ${PROVIDERS[provider]}`);
  }
  const types = wanted.filter((type) => providerOf(type) === provider && !type.includes("."));
  const resources = Object.fromEntries(types.filter((type) => document.resources[type]).map((type) => [type, document.resources[type]]));
  for (const [type, checks] of Object.entries(CHECKS).filter(([type]) => providerOf(type) === provider)) {
    const attributes = (resources[type] ?? fail(`checks.json: ${type} is not in ${source}`)).attributes;
    for (const [path, check] of Object.entries(checks)) attributes[path] = { ...attributes[path], check };
  }
  results.set(`${provider}-${document.version}.behaviour.json`, { ...document, resources });
}

function read(file) {
  try {
    const bytes = readFileSync(file);
    return JSON.parse(file.endsWith(".gz") ? gunzipSync(bytes) : bytes);
  } catch (error) {
    return fail(`${file} cannot be read: ${error.message}`);
  }
}

function fromProviders() {
  const folder = mkdtempSync(join(tmpdir(), "kfstack-refresh-"));
  try {
    const required = Object.fromEntries(
      Object.entries(PROVIDERS).map(([name, version]) => [name, { source: `hashicorp/${name}`, version }]),
    );
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ terraform: { required_providers: required } }));
    const options = { cwd: folder, maxBuffer: 1 << 30, stdio: ["ignore", "pipe", "inherit"] };
    execFileSync("terraform", ["init", "-backend=false", "-no-color"], options);
    trimSchema("terraform", JSON.parse(execFileSync("terraform", ["providers", "schema", "-json"], options)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

for (const type of wanted) if (!PROVIDERS[providerOf(type)]) fail(`resources.txt: ${type} belongs to no provider that is used`);
const files = process.argv.slice(2);
if (files.length === 0) fromProviders();
for (const file of files) {
  const document = read(file);
  if (document.resources) trimBehaviour(document, file);
  else trimSchema(file, document);
}
results.forEach((value, name) => write(name, value));
for (const file of readdirSync(schemas)) {
  const version = PROVIDERS[file.split("-")[0]];
  if (!version || !file.includes(`-${version}.`)) fail(`schemas/${file} is of no pinned version: remove it`);
}
