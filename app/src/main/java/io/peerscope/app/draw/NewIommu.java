package io.peerscope.app.draw;

import io.peerscope.engine.edit.PlatformFactEdit;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.Platform;

/// An IOMMU that translates the DMA of the whole machine.
record NewIommu() implements Cargo {

  @Override
  public String name() {
    return "IOMMU";
  }

  @Override
  public Landing at(Platform platform, Spot spot) {
    if (platform.iommu().ifKnown().filter(mode -> mode == IommuMode.TRANSLATED).isPresent()) {
      return new Landing.Refused("the machine has an IOMMU that translates already");
    }
    return new Landing.Possible(
        new Spot.OnPage(),
        "translates every DMA of the machine",
        document ->
            document.edit(
                new PlatformFactEdit.SetIommu(
                    Fact.known(IommuMode.TRANSLATED, new EditedByHand()))));
  }
}
