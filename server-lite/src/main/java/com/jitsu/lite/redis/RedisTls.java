package com.jitsu.lite.redis;

import com.jitsu.lite.config.RedisSettings;
import com.jitsu.sdk.problem.Problem;
import com.jitsu.sdk.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/** Says who is believed to be Redis when connections are encrypted. */
final class RedisTls {

  /** Certificates are no secret, but the format wants a password. */
  private static final char[] NO_SECRET = "public".toCharArray();

  private RedisTls() {}

  /** ProblemException JITSU-0627 if the certificates to trust cannot be read. */
  static SslOptions options(RedisSettings.Tls tls) {
    SslOptions.Builder options =
        SslOptions.builder()
            // In full, the name in the certificate must be the host's too.
            .sslVerifyMode(tls.verify() ? SslVerifyMode.FULL : SslVerifyMode.INSECURE);
    Path ca = tls.ca();
    if (ca != null) {
      byte[] trusted = trusted(ca);
      options
          .trustStoreType("PKCS12")
          .truststore(() -> new ByteArrayInputStream(trusted), NO_SECRET.clone());
    }
    return options.build();
  }

  private static byte[] trusted(Path ca) {
    try (InputStream pem = Files.newInputStream(ca)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        store.setCertificateEntry("ca" + store.size(), each);
      }
      if (store.size() == 0) {
        throw new IOException("there are none in it");
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      store.store(bytes, NO_SECRET);
      return bytes.toByteArray();
    } catch (GeneralSecurityException | IOException e) {
      throw new ProblemException(
          new Problem(
              "JITSU-0627",
              "the certificates to trust cannot be read: " + e.getMessage(),
              ca.toString(),
              "meta.storage.redis.tls_ca names a PEM file: -----BEGIN CERTIFICATE----- and so on"),
          e);
    }
  }
}
