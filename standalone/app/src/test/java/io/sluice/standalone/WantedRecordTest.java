package io.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class WantedRecordTest {

  private final WantedRecord.Reader reader = new WantedRecord.Reader();

  @Test
  void isAPlaceOrARequest() {
    Place place = new Place(new TopicPartition("webhooks.rejected", 2), 170);
    assertThat(reader.convert("webhooks.rejected/2/170"))
        .isEqualTo(new WantedRecord.At(place))
        .hasToString("webhooks.rejected/2/170");
    assertThat(reader.convert("0199f0a1-7c00-7abc-8def-0123456789ab"))
        .isEqualTo(new WantedRecord.OfRequest("0199f0a1-7c00-7abc-8def-0123456789ab"))
        .hasToString("request 0199f0a1-7c00-7abc-8def-0123456789ab");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "t/0", "An Id", "t/0/1e3"})
  void saysWhatCanBeWritten(String text) {
    assertThatThrownBy(() -> reader.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("TOPIC/PARTITION/OFFSET")
        .hasMessageContaining("the id of a refused request");
  }
}
