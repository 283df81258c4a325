package io.resonance.testbed.opcua;

/** The built-in types a simulated variable can have. */
public enum ValueType {
  DOUBLE,
  FLOAT,
  INT16,
  INT32,
  UINT32,
  INT64,
  BOOLEAN,
  STRING,
  /** An Int32 with EnumStrings (MultiStateDiscreteType). */
  ENUMERATION,
  /** What the variable's {@link DataShape} says; values are Milo's. */
  SHAPED
}
