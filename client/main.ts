import { mount } from 'svelte'
import 'maplibre-gl/dist/maplibre-gl.css'
import './style/tokens.css'
import './style/base.css'
import App from './App.svelte'
import { url } from './lib/url.svelte.ts'

const target = document.getElementById('app')
if (!target) throw new Error('index.html has no #app')
url.followLinks(document)
mount(App, { target })
