package io.peerscope.probe.report;

import io.peerscope.engine.address.PciAddress;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// All that one probe gave.
///
/// @param steps every call, in order
/// @param learned facts
/// @param comparisons what was predicted beside what was seen
/// @param sentences what people should know, such as why a level was not reached
/// @param config configuration space as the device's own descriptor told it
/// @param complete whether every level that was asked for was reached
public record ProbeReport(
    List<Step> steps,
    List<Learned> learned,
    List<Comparison> comparisons,
    List<String> sentences,
    SortedMap<PciAddress, List<Byte>> config,
    boolean complete) {

  public ProbeReport {
    steps = List.copyOf(steps);
    learned = List.copyOf(learned);
    comparisons = List.copyOf(comparisons);
    sentences = List.copyOf(sentences);
    config = Collections.unmodifiableSortedMap(new TreeMap<>(config));
  }

  /// Nothing was asked.
  public static ProbeReport none() {
    return new ProbeReport(
        List.of(), List.of(), List.of(), List.of(), Collections.emptySortedMap(), true);
  }
}
