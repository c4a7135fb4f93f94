#!/usr/bin/env node
// Plain JavaScript on purpose: an older Node can still read this file and be told what to do.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18) || major === 23) {
  process.stderr.write(
    `Latchkey needs Node.js 22.18 or later, or 24 or later; this is ${process.versions.node}. On Linux x64 "npm ci" brings one along: "npm start" and "npm run cli" use it, and for any other command put "npm exec --" in front.\n`,
  );
  process.exit(1);
}
if (process.argv[2] === 'cli') {
  const { main } = await import('../src/cli/main.ts');
  await main(process.argv.slice(3), process.env);
} else {
  const { main } = await import('../src/main.ts');
  await main();
}
