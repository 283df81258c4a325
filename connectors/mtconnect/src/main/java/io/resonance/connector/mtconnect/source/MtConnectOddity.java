package io.resonance.connector.mtconnect.source;

/**
 * A fault of a document that was tolerated, and how.
 *
 * @param kind what was found and what was made of it
 * @param where the DataItem or attribute
 * @param text the text found
 */
public record MtConnectOddity(Kind kind, String where, String text) {

  /** What was found and what was made of it. Names stand in state and never change. */
  public enum Kind {
    /** Times of MTConnect are UTC with a `Z`; one without a zone is taken as UTC. */
    TIME_WITHOUT_ZONE("A timestamp without a time zone was taken as UTC"),
    /** What follows a time is ignored. */
    TIME_TRAILING("Characters after a timestamp were ignored"),
    /** The observation gets the time at which the agent wrote the document. */
    TIME_UNREADABLE("An unreadable timestamp was replaced by the creationTime of the document"),
    /** An observation is later than the document that holds it; its time is kept. */
    TIME_AHEAD("A timestamp lies after the creationTime of its document and was kept"),
    /** An observation that came just now is much older than the agent's clock; its time is kept. */
    TIME_BEHIND("A timestamp lies long before the observation reached the agent and was kept"),
    /** What follows a number of the header is ignored. */
    NUMBER_TRAILING("An equals sign after a number was ignored"),
    /** The text is kept beside the number. */
    DECIMAL_COMMA("A decimal comma was read as a decimal point"),
    /** It is kept as text. */
    SAMPLE_NO_NUMBER("A SAMPLE that is no number was kept as text"),
    /** A level that MTConnect does not know. */
    CONDITION_LEVEL("An unknown level of a condition was taken as UNAVAILABLE"),
    /** It is kept with an empty id. */
    NO_DATA_ITEM_ID("An observation without dataItemId was kept"),
    /** The values are delivered as they are. */
    SAMPLE_COUNT("A time series has another number of values than its sampleCount"),
    /** Written by a release that knew other kinds. */
    OTHER("A fault of the document was tolerated");

    private final String sentence;

    Kind(String sentence) {
      this.sentence = sentence;
    }

    /** What was found and what was made of it, in a sentence without a full stop. */
    public String sentence() {
      return sentence;
    }

    /** Whether it is about the time of an observation. */
    public boolean isAboutTime() {
      return switch (this) {
        case TIME_WITHOUT_ZONE, TIME_TRAILING, TIME_UNREADABLE, TIME_AHEAD, TIME_BEHIND -> true;
        case NUMBER_TRAILING,
            DECIMAL_COMMA,
            SAMPLE_NO_NUMBER,
            CONDITION_LEVEL,
            NO_DATA_ITEM_ID,
            SAMPLE_COUNT,
            OTHER ->
            false;
      };
    }

    /** The kind a sentence of the first format stands for. */
    static Kind ofSentence(String text) {
      for (Kind kind : values()) {
        if (kind.sentence.equals(text)) {
          return kind;
        }
      }
      return OTHER;
    }
  }

  /** What was found and what was made of it, in a sentence without a full stop. */
  public String what() {
    return kind.sentence();
  }
}
