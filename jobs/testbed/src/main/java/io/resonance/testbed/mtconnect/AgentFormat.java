package io.resonance.testbed.mtconnect;

import io.resonance.testbed.mtconnect.document.JsonDocument;

/** What documents are written in. */
public enum AgentFormat {
  /** XML, as every agent. */
  XML("xml", "text/xml"),
  /** JSON version 1 of the reference agent: lists of objects with one field, its name. */
  JSON_V1("json", "application/json"),
  /** JSON version 2 of the reference agent: what has the same name is in one list. */
  JSON_V2("json", "application/json");

  private final String word;
  private final String contentType;

  AgentFormat(String word, String contentType) {
    this.word = word;
    this.contentType = contentType;
  }

  /** What an Accept header must hold to get it. */
  String word() {
    return word;
  }

  String contentType() {
    return contentType;
  }

  byte[] written(byte[] xml) {
    return switch (this) {
      case XML -> xml;
      case JSON_V1 -> JsonDocument.version1(xml);
      case JSON_V2 -> JsonDocument.version2(xml);
    };
  }
}
