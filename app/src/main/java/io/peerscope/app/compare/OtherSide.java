package io.peerscope.app.compare;

import io.peerscope.app.document.Choice;
import io.peerscope.app.document.Context;
import io.peerscope.engine.dma.MappingStrategy;
import io.peerscope.engine.dma.StrategyName;
import io.peerscope.engine.dma.TranslatorPlacement;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.policy.KernelProfile;
import java.util.ArrayList;
import java.util.List;

/// What the machine on show is compared with.
sealed interface OtherSide {

  /// What to call it.
  String words();

  /// As it was when it was opened, under the circumstances of now: what editing did.
  record AsOpened() implements OtherSide {
    @Override
    public String words() {
      return "the document as opened";
    }
  }

  /// Under one other circumstance.
  record Under(String words, Context context) implements OtherSide {}

  /// Another file, under the circumstances of now.
  record File(String words, Platform asRead) implements OtherSide {}

  /// Everything that can be chosen without a file.
  static List<OtherSide> all(Context now) {
    var all = new ArrayList<OtherSide>(List.of(new AsOpened()));
    for (KernelProfile profile : KernelProfile.all().reversed()) {
      all.add(new Under(profile.toString(), now.withKernel(new Choice.Given<>(profile.since()))));
    }
    for (Cpu cpu : List.of(new Cpu("GenuineIntel", 6), new Cpu("AuthenticAMD", 0x17))) {
      all.add(new Under("CPU " + cpu, now.withCpu(new Choice.Given<>(cpu))));
    }
    for (IommuMode mode : IommuMode.values()) {
      all.add(new Under("IOMMU " + mode.spelling(), now.withIommu(new Choice.Given<>(mode))));
    }
    for (TranslatorPlacement.Named placed : TranslatorPlacement.Named.values()) {
      all.add(new Under("translators " + placed.spelling(), now.withTranslators(placed)));
    }
    for (StrategyName name : StrategyName.values()) {
      MappingStrategy strategy = name.with(now.translators());
      if (!strategy.equals(MappingStrategy.of(now.translators()))) {
        all.add(new Under("strategy " + name.spelling(), now.withStrategy(strategy)));
      }
    }
    return all;
  }
}
