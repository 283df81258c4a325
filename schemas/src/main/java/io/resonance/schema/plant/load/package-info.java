/**
 * Reads the plant file: {@link io.resonance.schema.plant.load.PlantFileLoader} is the front door.
 *
 * <p>{@code PlantFileKeys} is the one table of keys. The loader checks by it, and the JSON Schema
 * and the option table are written from it. The work goes in four steps: {@code YamlText} makes a
 * tree with positions of the text, {@code SectionReader} holds that tree against the table, the
 * {@code ...Check} classes look at what spans several keys or lies outside the file, and {@code
 * PlantFileAssembly} makes the records when nothing was wrong.
 */
package io.resonance.schema.plant.load;
