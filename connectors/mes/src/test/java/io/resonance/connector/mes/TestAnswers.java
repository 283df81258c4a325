package io.resonance.connector.mes;

import java.nio.charset.StandardCharsets;

/** Answers of a MES. */
public final class TestAnswers {

  private TestAnswers() {}

  /** An Acknowledge of a message. */
  public static byte[] acknowledge(String bodId, String actionCode, String words) {
    return bytes(
        """
        <AcknowledgeTestResult xmlns="http://www.mesa.org/xml/B2MML" releaseID="V0701">
          <ApplicationArea><CreationDateTime>2026-11-22T06:00:00Z</CreationDateTime></ApplicationArea>
          <DataArea><Acknowledge>
            <OriginalApplicationArea><BODID>%s</BODID></OriginalApplicationArea>
            <ResponseCriteria><ResponseExpression actionCode="%s"/>
              <ChangeStatus><Description>%s</Description></ChangeStatus></ResponseCriteria>
          </Acknowledge></DataArea>
        </AcknowledgeTestResult>
        """
            .formatted(bodId, actionCode, words));
  }

  /** A ConfirmBOD of a message that was read. */
  public static byte[] confirm(String bodId) {
    return bytes(
        """
        <ConfirmBOD xmlns="http://www.mesa.org/xml/B2MML" releaseID="V0701">
          <DataArea><Confirm/><BOD>
            <OriginalApplicationArea><BODID>%s</BODID></OriginalApplicationArea>
          </BOD></DataArea>
        </ConfirmBOD>
        """
            .formatted(bodId));
  }

  public static byte[] bytes(String document) {
    return document.getBytes(StandardCharsets.UTF_8);
  }
}
