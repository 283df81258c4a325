// An OPC UA server on node-opcua, driven by lines on standard input. Arguments: port, certificate folder, folder of this file's
// modules. Says READY with its certificate (hex), then OK for each command.
const path = require("path");
const fs = require("fs");
const readline = require("readline");
const [port, pki, here] = [Number(process.argv[2]), process.argv[3], process.argv[4]];
const opcua = require(path.join(here, "node_modules", "node-opcua"));
const { DataType, Variant, VariantArrayType, StatusCodes } = opcua;

async function main() {
  const uri = "urn:test:node-server";
  const manager = new opcua.OPCUACertificateManager({ rootFolder: pki, automaticallyAcceptUnknownCertificate: false });
  await manager.initialize();
  const certificateFile = path.join(pki, "server.pem");
  if (!fs.existsSync(certificateFile)) {
    await manager.createSelfSignedCertificate({
      applicationUri: uri, dns: ["localhost"], ip: ["127.0.0.1"], subject: "/CN=node-server", outputFile: certificateFile,
      startDate: new Date(Date.now() - 3600e3), validity: 30
    });
  }
  const server = new opcua.OPCUAServer({
    port, hostname: "127.0.0.1", resourcePath: "/node",
    serverInfo: { applicationUri: uri, productUri: uri, applicationName: { text: "node" } },
    serverCertificateManager: manager, userCertificateManager: manager,
    certificateFile, privateKeyFile: manager.privateKey,
    securityModes: [opcua.MessageSecurityMode.SignAndEncrypt],
    securityPolicies: [opcua.SecurityPolicy.Basic256Sha256, opcua.SecurityPolicy.Aes256_Sha256_RsaPss],
    disableDiscovery: false, allowAnonymous: true,
    nodeset_filename: [opcua.nodesets.standard, path.join(here, "machine.NodeSet2.xml")]
  });
  await server.initialize();
  const space = server.engine.addressSpace;
  const index = space.getNamespaceIndex("urn:test:node");
  const own = space.getNamespace(index);
  const parent = own.addObject({ browseName: "Machine", organizedBy: space.rootFolder.objects, nodeId: `ns=${index};s=Machine` });
  const id = (name) => `ns=${index};s=${name}`;
  const variables = {};

  variables.speed = own.addAnalogDataItem({
    componentOf: parent, browseName: "speed", nodeId: id("speed"), dataType: "Double", definition: "by encoder", valuePrecision: 0.5,
    engineeringUnitsRange: { low: 0, high: 12000 }, instrumentRange: { low: 0, high: 15000 },
    engineeringUnits: opcua.makeEUInformation ? opcua.makeEUInformation("RPM", "r/min", "revolutions per minute") : opcua.standardUnits.revolution_per_minute
  });
  space.installHistoricalDataNode(variables.speed, { maxOnlineValues: 5000 });
  variables.state = own.addMultiStateDiscrete({ componentOf: parent, browseName: "state", nodeId: id("state"), enumStrings: ["Idle", "Busy"], value: 0 });
  const add = (name, dataType, valueRank = -1) =>
    (variables[name] = own.addVariable({ componentOf: parent, browseName: name, nodeId: id(name), dataType, valueRank }));
  add("mode", `ns=${index};i=3001`);
  add("vector", "Double", 1);
  add("matrix", "Int32", 2);
  add("text", "LocalizedText");
  add("part", `ns=${index};i=3002`);

  // node and source time shall name one value, and a Date has but milliseconds
  let latest = 0;
  const now = () => new Date((latest = Math.max(latest + 1, Date.now())));
  const set = (name, options, status = StatusCodes.Good) => variables[name].setValueFromSource(new Variant(options), status, now());
  const values = {
    speed: (v) => set("speed", { dataType: DataType.Double, value: Number(v) }),
    state: (v) => set("state", { dataType: DataType.UInt32, value: Number(v) }),
    // from-to
    burst: (range) => {
      const [from, to] = range.split("-").map(Number);
      for (let i = from; i <= to; i++) values.speed(i);
    },
    // what a restart of the OPC UA part of a controller forgets; values and history stay
    forget: () =>
      Object.values(server.engine._sessions).forEach((s) => server.engine.closeSession(s.authenticationToken, true, "Terminated")),
    bad: () => set("speed", { dataType: DataType.Double, value: 0 }, StatusCodes.BadSensorFailure),
    others: () => {
      set("mode", { dataType: DataType.Int32, value: 1 });
      set("vector", { dataType: DataType.Double, arrayType: VariantArrayType.Array, value: new Float64Array([1.5, NaN]) });
      set("matrix", { dataType: DataType.Int32, arrayType: VariantArrayType.Matrix, dimensions: [2, 2], value: new Int32Array([1, 2, 3, 4]) });
      set("text", { dataType: DataType.LocalizedText, value: { locale: "de", text: "Öl" } });
      const part = space.constructExtensionObject(space.findNode(`ns=${index};i=3002`), {
        serial: "S-1", mode: 1, weights: [0.5, 2], count: [1, 5]
      });
      set("part", { dataType: DataType.ExtensionObject, value: part });
    }
  };
  values.speed(0);
  values.state(0);
  await server.start();
  console.log("READY " + server.getCertificate().toString("hex"));
  readline.createInterface({ input: process.stdin }).on("line", (line) => {
    const [command, argument] = line.split(" ");
    values[command](argument);
    console.log("OK " + line);
  }).on("close", () => process.exit(0));
}

main().catch((e) => { console.log("FAILED " + e.stack.replace(/\n/g, " | ")); process.exit(1); });
