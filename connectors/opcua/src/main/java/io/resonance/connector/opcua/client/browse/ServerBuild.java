package io.resonance.connector.opcua.client.browse;

/** What a server says it is (BuildInfo, Part 5, 12.4); parts it leaves out are empty. */
public record ServerBuild(
    String manufacturerName, String productName, String productUri, String softwareVersion) {}
