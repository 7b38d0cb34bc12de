package io.peerscope.probe.level;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.probe.kernel.Level;
import io.peerscope.probe.report.Agreement;
import io.peerscope.probe.report.Comparison;
import io.peerscope.probe.report.Learned;
import io.peerscope.probe.report.ProbeReport;
import io.peerscope.probe.report.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Collects a report while the probe runs.
final class Notes {

  private final List<Step> steps = new ArrayList<>();
  private final List<Learned> learned = new ArrayList<>();
  private final List<Comparison> comparisons = new ArrayList<>();
  private final List<String> sentences = new ArrayList<>();
  private final SortedMap<PciAddress, List<Byte>> config = new TreeMap<>();
  private boolean complete = true;

  void add(Step step) {
    steps.add(step);
  }

  void learn(Level level, String about, String name, String value, String source) {
    learned.add(new Learned(level, about, name, value, source));
  }

  void say(String sentence) {
    sentences.add(sentence);
  }

  /// A level that was asked for was not reached.
  void stop(String sentence) {
    complete = false;
    say(sentence);
  }

  void compare(String about, String what, boolean predicted, boolean observed, String remark) {
    comparisons.add(
        new Comparison(
            about,
            what,
            yesOrNo(predicted),
            yesOrNo(observed),
            predicted == observed ? Agreement.AGREE : Agreement.DISAGREE,
            remark));
  }

  private static String yesOrNo(boolean value) {
    return value ? "yes" : "no";
  }

  void keepConfig(PciAddress address, byte[] bytes, int count) {
    var kept = new ArrayList<Byte>();
    for (int at = 0; at < count; at++) {
      kept.add(bytes[at]);
    }
    config.put(address, kept);
  }

  ProbeReport report() {
    return new ProbeReport(steps, learned, comparisons, sentences, config, complete);
  }
}
