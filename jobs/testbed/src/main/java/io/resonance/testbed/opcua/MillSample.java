package io.resonance.testbed.opcua;

/**
 * What the mill measures at one instant, with the truth a model has to find.
 *
 * @param spindleSpeed 1/min
 * @param spindlePower kW
 * @param feedRate mm/min
 * @param xPosition mm
 * @param coolantTemperature degrees Celsius
 * @param vibration mm/s, effective value
 * @param spindleLoad percent of the rated power
 * @param toolInUse number of the tool in the spindle
 * @param state what the mill does
 * @param regime the ground truth, never sent by the server
 */
public record MillSample(
    double spindleSpeed,
    double spindlePower,
    double feedRate,
    double xPosition,
    double coolantTemperature,
    double vibration,
    double spindleLoad,
    long toolInUse,
    MillState state,
    MillRegime regime) {}
