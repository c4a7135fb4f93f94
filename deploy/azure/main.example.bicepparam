using 'main.bicep'

param name = 'latchkey'
param appId = '00000000-0000-0000-0000-000000000000'
param imageTag = '0.1.0'
// A domain of your own takes a certificate in the environment, and the same address in the registration.
// param publicUrl = 'https://latchkey.example.com'
// param settings = loadTextContent('settings.yaml')
param replicas = 2
