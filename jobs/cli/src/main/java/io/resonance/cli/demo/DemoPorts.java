package io.resonance.cli.demo;

import picocli.CommandLine.Option;

/** Ports of 127.0.0.1 the demo listens on. */
public final class DemoPorts {

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      defaultValue = "9092",
      description = "Port of Kafka. Default: ${DEFAULT-VALUE}.")
  int kafka;

  @Option(
      names = "--registry-port",
      paramLabel = "PORT",
      defaultValue = "8081",
      description = "Port of the schema registry. Default: ${DEFAULT-VALUE}.")
  int registry;

  @Option(
      names = "--web-port",
      paramLabel = "PORT",
      defaultValue = "8082",
      description = "Port of Flink's web page. Default: ${DEFAULT-VALUE}.")
  int web;

  @Option(
      names = "--mes-port",
      paramLabel = "PORT",
      defaultValue = "8083",
      description = "Port of the simulated MES. Default: ${DEFAULT-VALUE}.")
  int mes;

  @Option(
      names = "--agent-port",
      paramLabel = "PORT",
      defaultValue = "5000",
      description = "Port of the simulated MTConnect agent. Default: ${DEFAULT-VALUE}.")
  int agent;

  @Option(
      names = "--mill-port",
      paramLabel = "PORT",
      defaultValue = "4840",
      description = "Port of the mill's OPC UA server. Default: ${DEFAULT-VALUE}.")
  int mill;

  @Option(
      names = "--oven-port",
      paramLabel = "PORT",
      defaultValue = "4841",
      description = "Port of the oven's OPC UA server. Default: ${DEFAULT-VALUE}.")
  int oven;
}
