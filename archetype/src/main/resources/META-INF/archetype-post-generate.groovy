// Maven runs this in the end, when all files are written.

// The patterns are those of archetype-metadata.xml: Maven knows them, but only looks at them when it asks for the values.
def patterns = [
    groupId   : /^[A-Za-z_][A-Za-z0-9_-]*(\.[A-Za-z_][A-Za-z0-9_-]*)*$/,
    artifactId: /^[A-Za-z][A-Za-z0-9_.-]*$/,
    version   : /^[0-9A-Za-z][0-9A-Za-z_.+-]*$/,
    language  : /^(typescript|javascript)$/,
    gitignore : /^\.gitignore$/,
]
def wrong = patterns.findAll { name, pattern -> !(request.properties.getProperty(name) ==~ pattern) }
def project = new File(request.outputDirectory, request.artifactId)
if (!wrong.isEmpty()) {
  throw new IllegalArgumentException(
      wrong.collect { name, pattern -> "-D${name}=${request.properties.getProperty(name)} does not fit ${pattern}" }.join('; ')
          + ". Remove what was just written to ${project.canonicalPath}, then generate again.")
}

def javascript = request.properties.getProperty('language') == 'javascript'
def others = javascript ? 'ts' : 'js'
['last-visit', 'lifetime-value', 'lib/orders'].each { new File(project, "src/profiles/${it}.${others}").delete() }

// The README is written for the values that Maven suggests. Lines and columns are the same in both languages.
def readme = new File(project, 'README.md')
def text = readme.getText('UTF-8')
    .replace('com.example', request.groupId)
    .replace('shop-profiles', request.artifactId)
    .replace('1.0.0-SNAPSHOT', request.version)
if (javascript) {
  text = text.replaceAll(/\.ts\b/, '.js').replace('TypeScript', 'JavaScript').replace('typescript', 'javascript')
}
readme.setText(text, 'UTF-8')
