/** Переход needs Node 24. npm brings it for Linux (x64, arm64); elsewhere the installed one must be new enough. */
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(
    `Нужен Node.js 24 или новее, а запущен ${process.version}.\n` +
      'На Linux x64 и arm64 он ставится сам: запускайте через npm run …, после npm ci без --omit=optional.\n' +
      'На других системах установите Node.js 24 LTS.',
  );
  process.exit(1);
}
