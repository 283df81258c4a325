// The peer: node-opcua subscribes to the variables of the benchmark's server and adds up what it gets.
// It answers the benchmark's questions, one line in, one line out, as a child JVM does.
"use strict";

// Whatever the library prints must not mix with the answers.
for (const level of ["log", "info", "debug", "warn"]) {
  console[level] = console.error;
}

const opcua = require("node-opcua-client");
const readline = require("readline");

const [url, namespace, variables, queue, publishing, perMessage] = process.argv.slice(2);
const totals = { values: 0, messages: 0, wrong: 0 };
let sum = 0;

function answer(line) {
  process.stdout.write(line + "\n");
}

function take(notification) {
  totals.messages++;
  for (const part of notification.notificationData || []) {
    const items = part.monitoredItems;
    if (!items) {
      continue;
    }
    let added = 0;
    for (let i = 0; i < items.length; i++) {
      const value = items[i].value;
      added += value.value.value;
      if (value.statusCode.value !== 0) {
        totals.wrong++;
      }
    }
    sum += added;
    totals.values += items.length;
  }
}

function answerQuestions() {
  const questions = readline.createInterface({ input: process.stdin });
  questions.on("line", (question) => {
    if (question === "totals") {
      const cpu = process.cpuUsage();
      answer(
        `totals compiledMillis=0 cpuNanos=${(cpu.user + cpu.system) * 1000}` +
          ` messages=${totals.messages} values=${totals.values}` +
          ` wallNanos=${process.hrtime.bigint()} wrong=${totals.wrong}`,
      );
    } else {
      process.exit(0);
    }
  });
  questions.on("close", () => process.exit(0));
}

async function subscribe() {
  const client = opcua.OPCUAClient.create({
    endpointMustExist: false,
    securityMode: opcua.MessageSecurityMode.None,
    securityPolicy: opcua.SecurityPolicy.None,
    transportTimeout: 60000,
    requestedSessionTimeout: 120000,
    transportSettings: { maxChunkCount: 256, maxMessageSize: 16 << 20 },
  });
  await client.connect(url);
  const session = await client.createSession();
  const index = (await session.readNamespaceArray()).indexOf(namespace);
  const subscription = opcua.ClientSubscription.create(session, {
    requestedPublishingInterval: Number(publishing),
    requestedLifetimeCount: 100000,
    requestedMaxKeepAliveCount: 10000,
    maxNotificationsPerPublish: Number(perMessage),
    publishingEnabled: true,
    priority: 1,
  });
  await new Promise((started) => subscription.on("started", started));
  // Whole notifications spare it an event for each value.
  subscription.on("raw_notification", take);
  const step = 2000;
  for (let from = 0; from < variables; from += step) {
    const nodes = [];
    for (let i = from; i < Math.min(variables, from + step); i++) {
      nodes.push({ nodeId: `ns=${index};s=v${i}`, attributeId: opcua.AttributeIds.Value });
    }
    const group = opcua.ClientMonitoredItemGroup.create(
      subscription,
      nodes,
      { samplingInterval: 0, queueSize: Number(queue), discardOldest: true },
      opcua.TimestampsToReturn.Both,
    );
    await new Promise((initialized) => group.on("initialized", initialized));
  }
}

subscribe().then(
  () => {
    answer("ready");
    answerQuestions();
  },
  (failure) => {
    console.error(failure);
    answer("failed " + String(failure.message).replace(/\s+/g, " "));
    process.exit(1);
  },
);
