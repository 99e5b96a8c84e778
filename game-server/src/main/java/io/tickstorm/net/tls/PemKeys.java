package io.tickstorm.net.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Reads a certificate chain and its private key from PEM files. Keys have to be in PKCS#8, the only form that Java
 * reads; for an older form the message names the command that converts it. Any thread.
 */
public final class PemKeys {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----(.+?)-----END \\1-----", Pattern.DOTALL);
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    private PemKeys() {}

    /**
     * Reads the files.
     *
     * @throws IOException or GeneralSecurityException with a sentence for the operator
     */
    static SSLContext context(Path certificateFile, Path keyFile) throws IOException, GeneralSecurityException {
        Certificate[] chain = pair(certificateFile, keyFile);
        PrivateKey key = key(keyFile);
        char[] password = {};
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, password);
        store.setKeyEntry("server", key, password, chain);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /**
     * Returns the certificates of a file, after a check that the key belongs to the first one.
     *
     * @throws IOException or GeneralSecurityException with a sentence for the operator
     */
    public static X509Certificate[] pair(Path certificateFile, Path keyFile)
            throws IOException, GeneralSecurityException {
        X509Certificate[] chain = certificates(certificateFile);
        if (!isPair(key(keyFile), chain[0])) {
            throw new InvalidKeyException(keyFile + " is not the key of the first certificate in " + certificateFile);
        }
        return chain;
    }

    /**
     * Returns the certificates of a file, at least one.
     *
     * @throws IOException or GeneralSecurityException with a sentence for the operator
     */
    public static X509Certificate[] certificates(Path file) throws IOException, GeneralSecurityException {
        Collection<? extends Certificate> found;
        try {
            found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(read(file).getBytes(StandardCharsets.US_ASCII)));
        } catch (CertificateException e) {
            throw new CertificateException(file + " is not a certificate in PEM form", e);
        }
        if (found.isEmpty()) {
            throw new CertificateException(file + " contains no certificate");
        }
        return found.toArray(X509Certificate[]::new);
    }

    static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        Matcher block = BLOCK.matcher(read(file));
        if (!block.find()) {
            throw new InvalidKeyException(file + " contains no private key in PEM form");
        }
        String form = block.group(1);
        String body = block.group(2);
        if (form.startsWith("ENCRYPTED") || body.contains("ENCRYPTED")) {
            throw new InvalidKeyException(
                    file + " is encrypted; store it without a pass phrase: openssl pkey -in it -out plain.pem");
        }
        if (!form.equals("PRIVATE KEY")) {
            throw new InvalidKeyException(file + " holds an '" + form + "' in an older form; RSA, EC or Ed25519 keys in"
                    + " PKCS#8 are supported: openssl pkcs8 -topk8 -nocrypt -in " + file + " -out new.pem");
        }
        byte[] der;
        try {
            der = Base64.getMimeDecoder().decode(body);
        } catch (IllegalArgumentException e) {
            throw new InvalidKeyException(file + " is not in base64", e);
        }
        return pkcs8(file, der, "RSA", "EC", "EdDSA");
    }

    private static PrivateKey pkcs8(Path file, byte[] der, String... algorithms) throws GeneralSecurityException {
        for (String algorithm : algorithms) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (InvalidKeySpecException e) {
                // The key may belong to one of the next algorithms.
            }
        }
        throw new InvalidKeyException(file + " is not a " + String.join(", ", algorithms) + " key that Java can read");
    }

    private static boolean isPair(PrivateKey key, Certificate certificate) throws GeneralSecurityException {
        String algorithm = SIGNATURES.get(key.getAlgorithm());
        if (algorithm == null) {
            throw new InvalidKeyException("a key of " + key.getAlgorithm() + " is not supported");
        }
        if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())) {
            return false;
        }
        byte[] words = "the same pair".getBytes(StandardCharsets.US_ASCII);
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(words);
        byte[] signed = signature.sign();
        signature.initVerify(certificate);
        signature.update(words);
        return signature.verify(signed);
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new IOException(file + " does not exist", e);
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
