package io.peerscope.probe.cli;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.dma.DmaRequest;
import io.peerscope.engine.dma.DmaTarget.FunctionMemory;
import io.peerscope.engine.dma.Operation;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.verdict.Judge;
import io.peerscope.probe.report.Agreement;
import io.peerscope.probe.report.Comparison;
import io.peerscope.probe.report.Learned;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The verdict about a peer-to-peer DMA beside whether the IOMMU took a mapping of the BAR. The two
/// answer different questions, so that they are never called agreeing.
final class PeerPrediction {

  private static final Pattern BAR = Pattern.compile("IOMMU mapping of BAR ([0-5])");

  static final String MEANING =
      "a mapping that the IOMMU accepts is not peer-to-peer: neither the kernel's p2pdma rules, nor"
          + " ACS, nor the bridges between were asked, and nothing was sent";

  private PeerPrediction() {}

  static List<Comparison> of(Platform platform, List<PciAddress> targets, List<Learned> learned) {
    var comparisons = new ArrayList<Comparison>();
    for (Learned fact : learned) {
      Matcher bar = BAR.matcher(fact.name());
      if (bar.matches()) {
        for (PciAddress client : targets) {
          PciAddress.parse(fact.about())
              .filter(provider -> !provider.equals(client))
              .ifPresent(provider ->
                  comparisons.add(
                      one(platform, client, provider, Integer.parseInt(bar.group(1)), fact)));
        }
      }
    }
    return List.copyOf(comparisons);
  }

  private static Comparison one(
      Platform platform, PciAddress client, PciAddress provider, int bar, Learned fact) {
    var target = new FunctionMemory(provider, OptionalInt.of(bar), 0);
    var request = DmaRequest.page(client, target, Operation.READ);
    String predicted = new Judge(platform, TranslatorPlacement.Named.NONE).judge(request).summary();
    return new Comparison(
        provider.toString(),
        "DMA of %s to BAR %d, and its mapping".formatted(client, bar),
        predicted,
        fact.value(),
        Agreement.NOT_COMPARABLE,
        MEANING);
  }
}
