package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.verify.TestCertificates.Owned;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** The members of a message of AWS SNS, as a test wants them. */
record TestMessage(Map<String, String> members) {

  TestMessage with(String name, String value) {
    Map<String, String> others = new LinkedHashMap<>(members);
    others.put(name, value);
    return new TestMessage(others);
  }

  TestMessage without(String name) {
    Map<String, String> others = new LinkedHashMap<>(members);
    others.remove(name);
    return new TestMessage(others);
  }

  TestMessage signed(String version, Owned owned) {
    StringBuilder content = new StringBuilder();
    for (String name : SnsMessage.SIGNED) {
      content.append(name).append('\n').append(members.get(name)).append('\n');
    }
    byte[] signature =
        owned.sign(
            version.equals("1") ? "SHA1withRSA" : "SHA256withRSA",
            content.toString().getBytes(UTF_8));
    return with("SignatureVersion", version)
        .with("Signature", Base64.getEncoder().encodeToString(signature));
  }

  String json() {
    StringBuilder json = new StringBuilder("{");
    members.forEach((name, value) ->
        json.append(json.length() == 1 ? "" : ",")
            .append('"' + name + "\":\"" + value.replace("\n", "\\n") + '"'));
    return json.append('}').toString();
  }
}
